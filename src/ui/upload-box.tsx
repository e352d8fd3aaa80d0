import { type DragEvent, useRef, useState } from 'react';
import { Button } from './button';
import { Icon } from './icons';
import './styles/controls.css';
import { useUiTexts } from './ui-texts';

export interface UploadBoxProps {
  /** Endings with their dot: `['.docx', '.txt']`. */
  types: readonly string[];
  maxMegabytes: number;
  onFile: (file: File) => void;
  /** Lets text be pasted instead of a file. */
  onText?: (text: string) => void;
  /** Opens the camera on phones. */
  isPhoto?: boolean;
}

/** Takes one file by drag, by choice or, where it fits, as pasted text; what it refuses it says here. */
export function UploadBox({ types, maxMegabytes, onFile, onText, isPhoto }: UploadBoxProps) {
  const t = useUiTexts();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [fault, setFault] = useState('');
  const take = (file: File | undefined): void => {
    if (!file) return;
    const fits =
      types.some((type) => file.name.toLowerCase().endsWith(type)) || (isPhoto && file.type.startsWith('image/'));
    if (!fits) return setFault(t('upload.wrongType', { types: types.join(' ') }));
    if (file.size > maxMegabytes * 1_048_576) return setFault(t('upload.tooLarge', { limit: maxMegabytes }));
    setFault('');
    onFile(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <div className="col g8">
      <div
        className={isOver ? 'drop over' : 'drop'}
        onDragOver={(event) => (event.preventDefault(), setOver(true))}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name={isPhoto ? 'camera' : 'upload'} size="xl" />
        <span>{t('upload.drop')}</span>
        <Button icon={isPhoto ? 'camera' : 'file'} onClick={() => input.current?.click()}>
          {isPhoto ? t('upload.photo') : t('upload.choose')}
        </Button>
        <span className="t12">
          {types.join(' ')} · ≤ {maxMegabytes} MB
        </span>
        <input
          ref={input}
          type="file"
          hidden
          accept={isPhoto ? 'image/*' : types.join(',')}
          {...(isPhoto ? { capture: 'environment' as const } : {})}
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      {fault ? (
        <p className="fault row g4 t13 c-refuse" role="alert">
          <Icon name="refuse" size="s" />
          {fault}
        </p>
      ) : null}
      {onText ? <PasteBox onText={onText} /> : null}
    </div>
  );
}

function PasteBox({ onText }: { onText: (text: string) => void }) {
  const t = useUiTexts();
  const [pasted, setPasted] = useState('');
  return (
    <div className="fld">
      <span className="label">{t('upload.paste')}</span>
      <textarea
        className="in"
        rows={4}
        aria-label={t('upload.pasteHere')}
        placeholder={t('upload.pasteHere')}
        value={pasted}
        onChange={(event) => setPasted(event.target.value)}
      />
      {pasted.trim() === '' ? null : (
        <div>
          <Button onClick={() => onText(pasted)}>{t('upload.usePasted')}</Button>
        </div>
      )}
    </div>
  );
}
