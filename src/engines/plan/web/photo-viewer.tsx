import { Icon, Overlay } from '#ui';
import { useEffect, useState } from 'react';
import './styles/photos.css';
import { type EvidenceFile, addressOfFile } from './evidence-files';
import { usePlanTexts } from './texts';

export interface ViewedPhoto {
  file: EvidenceFile;
  caption: string;
}

/** Photos one after the other; the arrow keys turn them. */
export function PhotoViewer({
  photos,
  start,
  onClose,
}: {
  photos: readonly ViewedPhoto[];
  start: number;
  onClose: () => void;
}) {
  const t = usePlanTexts();
  const [at, setAt] = useState(start);
  const photo = photos[at];
  const turn = (by: number) => setAt((now) => (now + by + photos.length) % photos.length);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (by) setAt((now) => (now + by + photos.length) % photos.length);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [photos.length]);
  if (!photo) return null;
  return (
    <Overlay as="dialog" size="wide" title={t('photo.title', { at: at + 1, count: photos.length })} onClose={onClose}>
      <figure className="plan-viewer">
        <img src={addressOfFile(photo.file)} alt={photo.caption || photo.file.name} />
        <figcaption>
          <span lang="zh-CN">{photo.caption || photo.file.name}</span>
          <span className="sp" />
          {photos.length > 1 ? (
            <>
              <button type="button" className="ib" aria-label={t('photo.previous')} onClick={() => turn(-1)}>
                <Icon name="left" />
              </button>
              <button type="button" className="ib" aria-label={t('photo.next')} onClick={() => turn(1)}>
                <Icon name="right" />
              </button>
            </>
          ) : null}
          <a className="ib" href={addressOfFile(photo.file)} download={photo.file.name} aria-label={t('photo.save')}>
            <Icon name="download" />
          </a>
        </figcaption>
      </figure>
    </Overlay>
  );
}
