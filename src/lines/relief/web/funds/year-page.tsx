import type { EndpointResponse } from '#kernel/contract';
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
import { Figures } from './pieces';
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

type Year = EndpointResponse<typeof showReliefYear>;
type Open = (source: Source, month?: number) => () => void;

function Months({ year, open }: { year: Year; open: Open }) {
  const t = useFundTexts();
  const language = useLanguage();
  return (
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
          {year.months.map((row) => (
            <tr key={row.month}>
              <td>{formatMonth(row.month, language)}</td>
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
  );
}

function Sums({ year, open }: { year: Year; open: Open }) {
  const t = useFundTexts();
  const { sums, people, ownAccounts } = year;
  return (
    <>
      <Figures
        rows={[
          ...sources.map((one) => ({
            label: t(`sources.${one}`),
            value: <Figure value={formatMoney(sums[one])} onOpen={open(one)} />,
          })),
          {
            label: t('pages.people'),
            value: <Figure value={formatNumber(people)} to={`/relief/payments?year=${year.year}&state=paid`} />,
          },
        ]}
      />
      <p className="dim t13">
        {t('pages.ownMeans')}{' '}
        <span lang="zh-CN">{ownAccounts.map(({ code, name }) => `${code} ${name}`).join('、')}</span>
      </p>
    </>
  );
}

/** Aid of a year by month: four kinds of money beside each other, never added up. */
export default function YearPage() {
  const t = useFundTexts();
  const { year, scope, search, change, thisYear } = useAsked();
  const answer = useCall(showReliefYear, { query: { year, ...scope } });
  const { data } = answer;
  const open: Open = (source, month) => () => change({ source, month: month === undefined ? null : String(month) });
  const source = sources.find((one) => one === search.source);
  const years = Array.from({ length: YEARS_BACK }, (_, back) => String(thisYear - back));
  const choice = (
    <Select
      aria-label={t('pages.year')}
      options={years.map((value) => ({ value, label: value }))}
      value={String(year)}
      onChange={(event) => change({ year: event.target.value })}
    />
  );
  return (
    <>
      <PageHead title={t('titles.year')} note={t('note.year')} acts={choice} />
      {answer.isPending ? <Skeleton lines={10} /> : null}
      {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data ? (
        <Card>
          <div className="col g16">
            <Sums year={data} open={open} />
            <Months year={data} open={open} />
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
