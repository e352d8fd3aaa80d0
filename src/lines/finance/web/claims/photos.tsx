import { Icon } from '#ui';
import { useClaimTexts } from './texts';

interface Photo {
  id: string;
  name: string;
  mediaType: string;
}

const isShown = (type: string): boolean => ['image/jpeg', 'image/png', 'image/webp', 'image/gif'].includes(type);

/** The receipts, small; each opens. */
export function Photos({ files, addressOf }: { files: readonly Photo[]; addressOf: (fileId: string) => string }) {
  const t = useClaimTexts();
  return (
    <div className="fc-photos">
      {files.map((file, index) => (
        <a key={file.id} href={addressOf(file.id)} target="_blank" rel="noreferrer" title={file.name}>
          {isShown(file.mediaType) ? (
            <img src={addressOf(file.id)} alt={t('openFile', { at: index + 1 })} loading="lazy" />
          ) : (
            <span className="col">
              <Icon name="file" size="xl" />
              {t('openFile', { at: index + 1 })}
            </span>
          )}
        </a>
      ))}
    </div>
  );
}
