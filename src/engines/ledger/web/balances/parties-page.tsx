import { isDay } from '#kernel/contract';
import {
  Card,
  ErrorState,
  Figure,
  Icon,
  Skeleton,
  formatDay,
  useCall,
  useLanguage,
  useParams,
  useSearch,
  useToday,
} from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { type PartyBalance, exportParties, listParties, proveParties } from '../../balances/contract';
import { at } from '../addresses';
import { asFen, Balance, PrintButton, useCrumbs } from '../pieces';
import { useBookTexts } from '../texts';
import '../books.css';

/** The account beside the sum of its parties: a sub-ledger that does not add up would show here. */
function Proof({ control, sum, parties }: { control: bigint; sum: bigint; parties: number }) {
  const t = useBookTexts();
  return (
    <Card>
      <dl className="lb-facts">
        <div>
          <dt>{t('control')}</dt>
          <dd>
            <Balance net={control} />
          </dd>
        </div>
        <div>
          <dt>
            {t('sumOfParties')} · {t('partiesCount', { count: parties })}
          </dt>
          <dd>
            <Balance net={sum} />
          </dd>
        </div>
        <div>
          <dt>{t('difference')}</dt>
          <dd>
            {control === sum ? (
              <span className="row g4 c-kept">
                <Icon name="kept" size="s" /> {t('proved')}
              </span>
            ) : (
              <Balance net={asFen(control) - asFen(sum)} />
            )}
          </dd>
        </div>
      </dl>
    </Card>
  );
}

/** Those of whose accounts an account is the sum. */
export default function PartiesPage() {
  const t = useBookTexts();
  const language = useLanguage();
  const crumbs = useCrumbs();
  const today = useToday();
  const { accountId = '' } = useParams();
  const [search] = useSearch();
  const on = search.on && isDay(search.on) ? search.on : today;
  const answer = useCall(proveParties, { params: { id: accountId }, query: { on } });
  const proof = answer.data;
  if (!proof)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const columns: readonly Column<PartyBalance>[] = [
    {
      ...{ key: 'party', label: t('party') },
      cell: (row) => (row.name === null ? t('hidden') : <span lang="zh-CN">{row.name}</span>),
    },
    { key: 'balance', label: t('balance'), isNumber: true, cell: (row) => <Balance net={row.net} /> },
    {
      ...{ key: 'postings', label: t('postings'), isNumber: true },
      cell: (row) => (
        <Figure value={row.postings} to={at.account(accountId, { partyId: row.id, from: '1949-10-01', to: on })} />
      ),
    },
    { key: 'lastOn', label: t('lastOn'), cell: (row) => formatDay(row.lastOn, language) },
  ];
  const { account, book } = proof;
  return (
    <div className="lb-sheet">
      <ListPage
        head={{
          title: `${account.code} ${account.name}`,
          note: `${t('partiesTab')} · ${formatDay(on, language)}`,
          crumbs: [...crumbs(book), { label: t('card'), to: at.account(accountId) }],
          acts: <PrintButton waiting={0} />,
        }}
        endpoint={listParties}
        request={{ params: { id: accountId } }}
        filters={[
          { name: 'on', label: t('asOf'), kind: 'day' },
          { name: 'which', label: t('which'), kind: 'select', options: [{ value: 'open', label: t('openOnly') }] },
        ]}
        columns={columns}
        exports={exportParties}
        keyOf={(row) => row.id}
        toOf={(row) => at.account(accountId, { partyId: row.id, to: on })}
        empty={{ title: t('noParties') }}
        above={<Proof control={proof.control} sum={proof.sum} parties={proof.parties} />}
      />
    </div>
  );
}
