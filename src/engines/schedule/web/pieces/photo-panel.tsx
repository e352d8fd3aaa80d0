import { type EventRow, addPhoto, getEvent, getPhoto, listEvents, listPhotos, removePhoto } from '../../contract';
import {
  Button,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  Overlay,
  Skeleton,
  addressOf,
  call,
  useAct,
  useCall,
} from '#ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import '../styles/photos.css';
import { useScheduleTexts } from '../texts';
import { usePhotoQueue } from '../use-photo-queue';
import { PhotoButton, QueuedPhotos } from './photo-button';

interface Photo {
  id: string;
  name: string;
  canRemove: boolean;
}
const touched = [listPhotos, getEvent, listEvents];

function RemoveDialog({ event, photo, onClose }: { event: EventRow; photo: Photo; onClose: () => void }) {
  const t = useScheduleTexts();
  const act = useAct(removePhoto, { changes: touched, onDone: onClose });
  return (
    <ConfirmDialog
      title={t('photos.removeTitle')}
      confirm={t('photos.remove')}
      asksReason
      isBusy={act.isUnderWay}
      error={act.error}
      onClose={onClose}
      onConfirm={(reason) => void act.act({ params: { id: event.id, photoId: photo.id }, body: { reason } })}
    >
      <p>{t('photos.removeWhat')}</p>
    </ConfirmDialog>
  );
}

function BigPhoto({
  event,
  photo,
  onRemove,
  onClose,
}: {
  event: EventRow;
  photo: Photo;
  onRemove: (() => void) | null;
  onClose: () => void;
}) {
  const t = useScheduleTexts();
  const source = addressOf(getPhoto, { params: { id: event.id, photoId: photo.id } });
  const acts = onRemove ? (
    <Button icon="bin" onClick={onRemove}>
      {t('photos.remove')}
    </Button>
  ) : null;
  return (
    <Overlay title={photo.name} size="wide" onClose={onClose} acts={acts}>
      <img className="ph-big" src={source} alt={t('photos.alt', { name: photo.name, title: event.title })} />
    </Overlay>
  );
}

/** The photos of an event; several are added at once, each shrunk before it is sent. */
export function PhotoPanel({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  const client = useQueryClient();
  const answer = useCall(listPhotos, { params: { id: event.id } });
  const [open, setOpen] = useState<Photo | null>(null);
  const [removing, setRemoving] = useState<Photo | null>(null);
  const queue = usePhotoQueue(async (photo, key) => {
    await call(
      addPhoto,
      { params: { id: event.id }, query: { name: photo.name }, body: photo },
      { idempotencyKey: key },
    );
    await Promise.all(touched.map(({ name }) => client.invalidateQueries({ queryKey: [name] })));
  });
  if (answer.error && !answer.data) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton />;
  const photos = answer.data.rows;
  const canAdd = event.abilities.canAddPhoto ?? false;
  return (
    <div className="pad ph-panel">
      {photos.length + queue.photos.length === 0 ? (
        <EmptyState icon="camera" title={t('photos.none')}>
          {canAdd ? t('photos.noneAdvice') : null}
        </EmptyState>
      ) : (
        <ul className="ph-grid">
          {photos.map((photo) => (
            <li key={photo.id}>
              <button type="button" onClick={() => setOpen(photo)}>
                <img
                  loading="lazy"
                  src={addressOf(getPhoto, { params: { id: event.id, photoId: photo.id } })}
                  alt={t('photos.alt', { name: photo.name, title: event.title })}
                />
              </button>
            </li>
          ))}
          <QueuedPhotos queue={queue} />
        </ul>
      )}
      {canAdd ? <PhotoButton onFiles={queue.add} /> : null}
      {open ? (
        <BigPhoto
          event={event}
          photo={open}
          onClose={() => setOpen(null)}
          onRemove={
            open.canRemove && event.abilities.canRecordAttendance ? () => (setRemoving(open), setOpen(null)) : null
          }
        />
      ) : null}
      {removing ? <RemoveDialog event={event} photo={removing} onClose={() => setRemoving(null)} /> : null}
    </div>
  );
}
