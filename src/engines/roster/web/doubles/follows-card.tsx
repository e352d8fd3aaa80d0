import { Card, Note, formatDay, useLanguage } from '#ui';
import type { MergePreview } from './merge-preview';
import { useDoubleTexts } from './texts';

/** What follows from the merge, said before it is done. */
export function FollowsCard({ preview }: { preview: MergePreview }) {
  const t = useDoubleTexts();
  const language = useLanguage();
  const { attached, givingWay, survivor, merged, differenceReason } = preview;
  const lines = attached.flatMap(({ what, moves, clashes }) => [
    ...(moves > 0 ? [t('compare.moves', { what, count: moves })] : []),
    ...(clashes > 0 ? [t('compare.clashes', { what, count: clashes })] : []),
  ]);
  const list = (texts: readonly string[]) => (
    <ul className="do-lines">
      {texts.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
  return (
    <Card title={t('compare.follows')}>
      <div className="col g12">
        {lines.length > 0 ? list(lines) : <p>{t('compare.nothing')}</p>}
        {givingWay.length > 0 ? (
          <div className="col g4">
            <p>{t('compare.givesWay')}</p>
            {list(
              givingWay.map(({ unitName, validFrom, validTo }) => {
                const from = formatDay(validFrom, language);
                return validTo
                  ? t('compare.span', { unit: unitName, from, to: formatDay(validTo, language) })
                  : t('compare.spanOpen', { unit: unitName, from });
              }),
            )}
          </div>
        ) : null}
        {survivor.account !== null && merged.account !== null ? (
          <Note kind="warn">
            <p>{t('compare.bothAccounts')}</p>
            <p>{t('compare.accountEffect')}</p>
          </Note>
        ) : null}
        <p className="dim">{t('compare.former')}</p>
        <p className="dim">{t('compare.formerNames')}</p>
        {differenceReason === null ? null : (
          <Note kind="warn">{t('compare.marked', { reason: differenceReason })}</Note>
        )}
      </div>
    </Card>
  );
}
