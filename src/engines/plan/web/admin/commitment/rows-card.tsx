import {
  Button,
  Card,
  EmptyState,
  Link,
  Segmented,
  ToneTag,
  formatDay,
  formatMoney,
  formatNumber,
  useLanguage,
  useSearch,
} from '#ui';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { CommitmentPage } from '../explanation';
import { reasonWords } from '../reasons';

type Which = 'all' | 'counted' | 'apart';
const FIRST = 10;

/** The records behind the figure: those that count, and those that were looked at and don't, with the reason. */
export function RowsCard({ page }: { page: CommitmentPage }) {
  const t = usePlanTexts();
  const [search, change] = useSearch();
  const which: Which = search.rows === 'counted' || search.rows === 'apart' ? search.rows : 'all';
  const all = page.figureRows;
  const counted = all.filter((row) => row.isCounted);
  const apart = all.filter((row) => !row.isCounted);
  const chosen = { all, counted, apart }[which];
  const shown = search.rows_all === '1' ? chosen : chosen.slice(0, FIRST);
  const options = [
    { value: 'all' as const, label: t('rows.all', { count: all.length }) },
    { value: 'counted' as const, label: t('rows.counted', { count: counted.length }) },
    { value: 'apart' as const, label: t('rows.apart', { count: apart.length }) },
  ];
  const pick = (value: Which) => change({ rows: value }, { replace: true });
  return (
    <Card
      title={t('rows.title')}
      note={t('how.rows', { count: all.length })}
      flush
      acts={<Segmented label={t('rows.which')} value={which} options={options} onChange={pick} />}
    >
      <div className="scroll-x">
        <RowsTable rows={shown} isMoney={page.row.figure?.unit === 'fen'} />
      </div>
      {chosen.length === 0 ? <EmptyState title={t('rows.none')} /> : null}
      {chosen.length > shown.length ? (
        <div className="row plan-foot">
          <span className="sp">{t('rows.first', { count: chosen.length, shown: shown.length })}</span>
          <Button size="sm" kind="text" onClick={() => change({ rows_all: '1' }, { replace: true })}>
            {t('rows.list')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

function RowsTable({ rows, isMoney }: { rows: readonly CommitmentPage['figureRows'][number][]; isMoney: boolean }) {
  const t = usePlanTexts();
  const language = useLanguage();
  const amount = (row: CommitmentPage['figureRows'][number]) =>
    isMoney ? formatMoney(row.amount.split('.')[0] ?? '0') : formatNumber(row.amount);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('rows.record')}</th>
          <th scope="col">{t('rows.day')}</th>
          <th scope="col">{t('rows.unit')}</th>
          <th scope="col" className="num">
            {t('rows.amount')}
          </th>
          <th scope="col">{t('rows.counts')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td {...planWords}>{row.href ? <Link to={row.href}>{row.title}</Link> : row.title}</td>
            <td className="nw">{row.day ? formatDay(row.day, language) : '—'}</td>
            <td {...planWords}>{row.unitName ?? '—'}</td>
            <td className="num">{amount(row)}</td>
            <td>
              {row.isCounted ? (
                <ToneTag tone="kept">{t('rows.isCounted')}</ToneTag>
              ) : (
                <ToneTag tone="none">
                  {row.reasonWords ?? (row.reason ? reasonWords(row.reason, t) : t('rows.notCounted'))}
                </ToneTag>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
