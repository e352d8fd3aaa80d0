import { useRef } from 'react';
import { Icon } from '../icons';
import './offline.css';
import type { DraftPhoto, usePhotoDraft } from './photo-draft';
import { useUiTexts } from '../ui-texts';
import { useOfflineTexts } from './texts';

const MOST_PHOTOS = 30;

/** Photos straight from the camera or the album, several at once; each says that it is not sent yet. */
export function PhotoStrip({ photos, working, refused, add, remove }: ReturnType<typeof usePhotoDraft>) {
  const t = useOfflineTexts();
  const say = useUiTexts();
  const camera = useRef<HTMLInputElement>(null);
  const album = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement): void => {
    const room = MOST_PHOTOS - photos.length;
    const files = Array.from(input.files ?? []).slice(0, Math.max(0, room));
    input.value = '';
    void add(files);
  };
  const shrinking = t('photo.shrinking', { count: working });
  return (
    <>
      <div className="of-photos">
        {photos.map((photo, index) => (
          <Thumb key={photo.id} photo={photo} at={index + 1} onRemove={() => remove([photo])} />
        ))}
        {working > 0 ? <span className="of-thumb working" role="status" aria-label={shrinking} /> : null}
        <button type="button" className="of-shoot" onClick={() => camera.current?.click()}>
          <Icon name="camera" size="xl" />
          {t('photo.shoot')}
        </button>
        <button type="button" className="of-shoot" onClick={() => album.current?.click()}>
          <Icon name="plus" size="xl" />
          {t('photo.album')}
        </button>
      </div>
      {refused > 0 ? (
        <p className="fault row g4 c-refuse" role="alert">
          <Icon name="refuse" size="s" />
          {say('upload.unreadable')}
        </p>
      ) : null}
      <input
        ref={camera}
        type="file"
        hidden
        accept="image/*"
        capture="environment"
        aria-label={t('photo.shoot')}
        onChange={(event) => take(event.target)}
      />
      <input
        ref={album}
        type="file"
        hidden
        multiple
        accept="image/*"
        aria-label={t('photo.album')}
        onChange={(event) => take(event.target)}
      />
    </>
  );
}

function Thumb({ photo, at, onRemove }: { photo: DraftPhoto; at: number; onRemove: () => void }) {
  const t = useOfflineTexts();
  return (
    <span className="of-thumb">
      <img src={photo.address} alt={t('photo.name', { at })} />
      <button type="button" aria-label={t('photo.remove', { at })} onClick={onRemove}>
        <Icon name="close" size="s" />
      </button>
      <span className="wait">
        <Icon name="clock" size="s" />
        {t('photo.unsent')}
      </span>
    </span>
  );
}
