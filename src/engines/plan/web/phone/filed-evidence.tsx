import type { Evidence } from '../../contract';
import { Icon, formatDayShort, useLanguage } from '#ui';
import { useState } from 'react';
import '../styles/photos.css';
import { addressOfFile, isPhoto } from '../evidence-files';
import { PhotoViewer, type ViewedPhoto } from '../photo-viewer';
import { usePlanTexts } from '../texts';
import { planWords } from '../words';

/** What has been filed for this promise. */
export function FiledEvidence({ evidence }: { evidence: readonly Evidence[] }) {
  const t = usePlanTexts();
  const language = useLanguage();
  const [viewed, setViewed] = useState<number | null>(null);
  const standing = evidence.filter((one) => one.withdrawnAt === null);
  if (standing.length === 0) return null;
  const photos: ViewedPhoto[] = standing.flatMap((one) =>
    one.files.filter(isPhoto).map((file) => ({ file, caption: one.text })),
  );
  const open = (id: string) => setViewed(photos.findIndex((photo) => photo.file.id === id));
  return (
    <section className="card plan-block">
      <h2>
        {t('evidence.title')} <span className="dim t13">{standing.length}</span>
      </h2>
      {standing.map((one) => (
        <div key={one.id} className="plan-filed">
          <p className="dim t13">
            {formatDayShort(one.day, language)} · <span {...planWords}>{one.byName}</span>
          </p>
          {one.text ? (
            <p className="ink" {...planWords}>
              {one.text}
            </p>
          ) : null}
          <div className="plan-photos">
            {one.files.filter(isPhoto).map((file) => (
              <button
                key={file.id}
                type="button"
                aria-label={t('photo.open', { name: file.name })}
                onClick={() => open(file.id)}
              >
                <img src={addressOfFile(file)} alt="" loading="lazy" />
              </button>
            ))}
          </div>
          {one.files
            .filter((file) => !isPhoto(file))
            .map((file) => (
              <a key={file.id} className="row g8" href={addressOfFile(file)} download={file.name}>
                <Icon name="file" />
                <span {...planWords}>{file.name}</span>
              </a>
            ))}
        </div>
      ))}
      {viewed === null ? null : <PhotoViewer photos={photos} start={viewed} onClose={() => setViewed(null)} />}
    </section>
  );
}
