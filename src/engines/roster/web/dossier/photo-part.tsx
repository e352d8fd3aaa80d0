import { type PersonRow, addPersonPhoto, getPersonPhoto, removePersonPhoto, showPerson } from '../../contract';
import {
  Button,
  Icon,
  Note,
  PhotoUnreadable,
  addressOf,
  messageOf,
  shrinkPhoto,
  showToast,
  useAct,
  useUiTexts,
} from '#ui';
import { useRef, useState } from 'react';
import './dossier.css';
import { useDossierTexts } from './texts';

/** Large enough for a drawer and for print, small enough for a slow line. */
const LONGEST_SIDE = 480;
const touched = [showPerson];

interface PhotoPartProps {
  person: PersonRow;
  photoFileId: string | null;
}

/** The portrait of a person; who keeps the file may put it in, replace it and take it out. */
export function PhotoPart({ person, photoFileId }: PhotoPartProps) {
  const t = useDossierTexts();
  const ui = useUiTexts();
  const input = useRef<HTMLInputElement>(null);
  const [isUnreadable, setUnreadable] = useState(false);
  const params = { id: person.id };
  const add = useAct(addPersonPhoto, { changes: touched, onDone: () => showToast(t('photo.added')) });
  const remove = useAct(removePersonPhoto, { changes: touched, onDone: () => showToast(t('photo.removed')) });
  const isWriter = person.abilities.update === true;
  const send = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setUnreadable(false);
    try {
      const { blob, name } = await shrinkPhoto(file, LONGEST_SIDE);
      await add.act({ params, query: { name }, body: blob });
    } catch (error) {
      if (!(error instanceof PhotoUnreadable)) throw error;
      setUnreadable(true);
    }
  };
  if (photoFileId === null && !isWriter) return null;
  const fault = add.error ?? remove.error;
  // The file's id stands in the address, so that a replaced photo is fetched anew.
  const source = `${addressOf(getPersonPhoto, { params })}?file=${photoFileId ?? ''}`;
  return (
    <div className="rc-photo">
      {photoFileId === null ? (
        <span className="rc-blank" aria-hidden="true">
          <Icon name="person" size="xl" />
        </span>
      ) : (
        <img src={source} alt={t('photo.of', { name: person.name })} />
      )}
      {isWriter ? (
        <>
          <Button size="sm" isBusy={add.isUnderWay} onClick={() => input.current?.click()}>
            {t(photoFileId === null ? 'photo.add' : 'photo.replace')}
          </Button>
          <input
            ref={input}
            type="file"
            accept="image/*"
            hidden
            aria-label={t('photo.add')}
            onChange={(event) => {
              void send(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          {photoFileId === null ? null : (
            <Button size="sm" kind="text" isBusy={remove.isUnderWay} onClick={() => void remove.act({ params })}>
              {t('photo.remove')}
            </Button>
          )}
        </>
      ) : null}
      {isUnreadable || fault ? (
        <Note kind="refuse">{fault && !isUnreadable ? messageOf(fault, ui) : t('photo.unreadable')}</Note>
      ) : null}
    </div>
  );
}
