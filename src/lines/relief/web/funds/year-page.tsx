import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Figure,
  Link,
  Select,
  Skeleton,
  formatDay,
  formatMoney,
  formatMonth,
  formatNumber,
  useCall,
  useLanguage,
  useRows,
  useScope,
  useSearch,
  useToday,
} from '#ui';
import { Drawer, PageHead } from '#ui/desktop';
import { listReliefEntries, showReliefYear } from '../../floor/contract';
import { type Source, sources } from '../../terms';
import { Figures, Sections } from './pieces';
import { useFundTexts } from './texts';

const YEARS_BACK = 6;

/** What is asked for by the address: the year, and the figure whose entries are open. */
function useAsked() {
  const [search, change] = useSearch();
  const today = useToday();
  const { unitId } = useScope();
  const year = Number(search.year ?? today.slice(0, 4));
  const scope = unitId ? { unitId } : {};
  return { year, scope, search, change, thisYear: Number(today.slice(0, 4)) };
}

/** The entries behind one figure. */
function Entries({ source, month, onClose }: { source: Source; month: number | null; onClose: () => void }) {
  const t = useFundTexts();
  const language = useLanguage();
  const { year, scope } = useAsked();
  const query = { year, source, ...scope, ...(month === null ? {} : { month }) };
  const { rows, hasMore, more } = useRows(listReliefEntries, { query });
  const when = month === null ? t('pages.wholeYear', { year }) : `${year} · ${formatMonth(month, language)}`;
  return (
    <Drawer title={t(`sources.${source}`)} note={when} onClose={onClose}>
      {rows.length === 0 ? <EmptyState icon="finance" title={t('pages.noEntries')} /> : null}
      <table className="rf-rows">
        <tbody>
          {rows.map(({ entryId, on, words, amount, book }) => (
            <tr key={entryId}>
              <td>
                <Link to={`/finance/entries/${entryId}`}>
                  <span lang="zh-CN">{words}</span>
                </Link>
                <div className="dim t12">
                  {formatDay(on, language)} · <span lang="zh-CN">{book.name}</span>
                </div>
              </td>
              <td className="num">{formatMoney(amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasMore ? <Button onClick={more}>{t('pages.more')}</Button> : null}
    </Drawer>
  );
}

/** Aid of a year by month: four kinds of money beside each other, never added up. */
export default function YearPage() {
  const t = useFundTexts();
  const language = useLanguage();
  const { year, scope, search, change, thisYear } = useAsked();
  const answer = useCall(showReliefYear, { query: { year, ...scope } });
  const { data } = answer;
  const open = (source: Source, month?: number) => () =>
    change({ source, month: month === undefined ? null : String(month) });
  const source = sources.find((one) => one === search.source);
  return (
    <>
      <PageHead title={t('titles.year')} note={t('note.year')} />
      <Sections here="year" />
      <div className="row g12">
        <Select
          aria-label={t('pages.year')}
          options={Array.from({ length: YEARS_BACK }, (_, back) => ({
            value: String(thisYear - back),
            label: String(thisYear - back),
          }))}
          value={String(year)}
          onChange={(event) => change({ year: event.target.value })}
        />
      </div>
      {answer.isPending ? <Skeleton lines={10} /> : null}
      {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data ? (
        <Card>
          <div className="col g16">
            <Figures
              rows={[
                ...sources.map((one) => ({
                  label: t(`sources.${one}`),
                  value: <Figure value={formatMoney(data.sums[one])} onOpen={open(one)} />,
                })),
                {
                  label: t('pages.people'),
                  value: <Figure value={formatNumber(data.people)} to={`/relief/payments?year=${year}&state=paid`} />,
                },
              ]}
            />
            <p className="dim t13">
              {t('pages.ownMeans')}{' '}
              <span lang="zh-CN">{data.ownAccounts.map(({ code, name }) => `${code} ${name}`).join('、')}</span>
            </p>
            <div className="scroll-x">
              <table className="rf-rows">
                <thead>
                  <tr>
                    <th scope="col">{t('columns.month')}</th>
                    {sources.map((one) => (
                      <th key={one} scope="col" className="num">
                        {t(`sources.${one}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {data.months.map((row) => (
                    <tr key={row.month}>
                      <th scope="row">{formatMonth(row.month, language)}</th>
                      {sources.map((one) => (
                        <td key={one} className="num">
                          {BigInt(row[one]) === 0n ? (
                            '—'
                          ) : (
                            <Figure value={formatMoney(row[one])} onOpen={open(one, row.month)} />
                          )}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </div>
        </Card>
      ) : null}
      {source ? (
        <Entries
          source={source}
          month={search.month ? Number(search.month) : null}
          onClose={() => change({ source: null, month: null })}
        />
      ) : null}
    </>
  );
}
