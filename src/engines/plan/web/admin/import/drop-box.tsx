import { Button, Icon, Note } from '#ui';
import { type DragEvent, useRef, useState } from 'react';
import { usePlanTexts } from '../../texts';

interface DropBoxProps {
  isBusy: boolean;
  limit: number;
  onFile: (file: File) => void;
  /** False where choosing is a step before the page's one red act. */
  isOnlyAct?: boolean;
}

/** Takes one file: dragged here, or chosen by the page's one red button. */
export function DropBox({ isBusy, limit, onFile, isOnlyAct = true }: DropBoxProps) {
  const t = usePlanTexts();
  const chooser = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isTooLarge, setTooLarge] = useState(false);
  const take = (file: File | undefined): void => {
    if (!file || isBusy) return;
    setTooLarge(file.size > limit);
    if (file.size <= limit) onFile(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <div className="col g12">
      <div
        className={isOver ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="upload" size="xl" />
        <b>{isOver ? t('import.dropNow') : t('import.drop')}</b>
        <span>{t('import.or')}</span>
        <Button
          {...(isOnlyAct ? { kind: 'main' as const } : {})}
          isBusy={isBusy}
          onClick={() => chooser.current?.click()}
        >
          {t('import.choose')}
        </Button>
        <span className="t12">{t('import.types')}</span>
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label={t('import.choose')}
          accept=".docx,.txt,.md,text/plain,text/markdown,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      {isTooLarge ? <Note kind="refuse">{t('import.tooLarge')}</Note> : null}
    </div>
  );
}
