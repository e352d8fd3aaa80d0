import { Button, Icon, IconButton, messageOf, useUiTexts } from '#ui';
import { useRef } from 'react';
import '../styles/photos.css';
import { useScheduleTexts } from '../texts';
import type { QueuedPhoto } from '../use-photo-queue';

/** Takes several photos at once; a phone offers its camera and its album. */
export function PhotoButton({ onFiles }: { onFiles: (files: Iterable<File>) => void }) {
  const t = useScheduleTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div>
      <Button icon="camera" onClick={() => input.current?.click()}>
        {t('photos.add')}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label={t('photos.add')}
        onChange={(event) => {
          onFiles(event.target.files ?? []);
          event.target.value = '';
        }}
      />
    </div>
  );
}

interface Queue {
  photos: readonly QueuedPhoto[];
  again: (key: string) => void;
  drop: (key: string) => void;
}

/** Photos on their way, with what became of each. */
export function QueuedPhotos({ queue }: { queue: Queue }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  return queue.photos.map((photo) => (
    <li key={photo.key} className="ph-queued">
      <img src={photo.address} alt={photo.name} />
      <span className={photo.state === 'failed' ? 'ph-mark failed' : 'ph-mark'} role="status">
        <Icon name={photo.state === 'failed' ? 'refuse' : 'clock'} size="s" />
        {photo.error ? messageOf(photo.error, ui) : t(`photos.${photo.state}`)}
      </span>
      {photo.state === 'failed' ? (
        <span className="row g4">
          <Button size="sm" icon="again" onClick={() => queue.again(photo.key)}>
            {t('photos.again')}
          </Button>
          <IconButton name={t('photos.drop')} icon="close" onClick={() => queue.drop(photo.key)} />
        </span>
      ) : null}
    </li>
  ));
}
