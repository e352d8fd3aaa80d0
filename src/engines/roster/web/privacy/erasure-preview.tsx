import { previewErasure } from '../../contract';
import { Button, ErrorState, Note, Overlay, Skeleton, useCall } from '#ui';
import { useErasureTexts } from './erasure-texts';
import { KeptReasons } from './kept-reasons';

/** What of a person would go and what would stay, table by table and why. */
export function ErasurePreview({ personId, onClose }: { personId: string; onClose: () => void }) {
  const t = useErasureTexts();
  const answer = useCall(previewErasure, { params: { id: personId } });
  const { data } = answer;
  return (
    <Overlay
      title={data ? t('preview.title', { name: data.personName }) : t('list.preview')}
      size="wide"
      onClose={onClose}
      acts={<Button onClick={onClose}>{t('preview.close')}</Button>}
    >
      {answer.isPending ? <Skeleton lines={6} /> : null}
      {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data ? (
        <div className="col g12">
          <Note kind={data.outcome === 'refused' ? 'refuse' : 'info'}>
            {t(`preview.${data.outcome}`)}
            {data.keeps.length > 0 ? <KeptReasons reasons={data.keeps} hasLinks /> : null}
          </Note>
          <table className="pv-rows">
            <thead>
              <tr>
                <th>{t('columns.what')}</th>
                <th className="num">{t('columns.goes')}</th>
                <th className="num">{t('columns.stays')}</th>
                <th>{t('columns.why')}</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={row.words}>
                  <td>{row.words}</td>
                  <td className="num">{row.goes === 0 ? '' : row.goes}</td>
                  <td className="num">{row.stays === 0 ? '' : row.stays}</td>
                  <td className="dim">{row.why}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Overlay>
  );
}
