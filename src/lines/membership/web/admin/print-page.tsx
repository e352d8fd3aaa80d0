import {
  Button,
  EmptyState,
  ErrorState,
  Skeleton,
  formatDay,
  useLanguage,
  useRows,
  useSearch,
  useSession,
  useToday,
} from '#ui';
import { PageHead } from '#ui/desktop';
import { type MemberRow, listMembers } from '../../register/contract';
import '../styles/print.css';
import { useMembershipTerms, useMembershipTexts } from '../texts';

const filters = ['search', 'unitId', 'state', 'gender', 'employmentKind', 'joinedFrom', 'joinedTo'] as const;

/** The table as it lies on paper. */
function Sheet({ rows }: { rows: readonly MemberRow[] }) {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const language = useLanguage();
  const today = useToday();
  const { organisation } = useSession().hello;
  const columns = ['number', 'card', 'name', 'gender', 'born', 'unit', 'employment', 'joined', 'state'] as const;
  const labels: Readonly<Record<(typeof columns)[number], string>> = {
    ...{ number: t('register.order'), card: t('register.card'), name: t('fields.name'), gender: t('fields.gender') },
    ...{ born: t('fields.born'), unit: t('fields.unit'), employment: t('fields.employment') },
    ...{ joined: t('register.joined'), state: t('register.state') },
  };
  const day = (value: string | null) => (value ? formatDay(value, language) : '');
  return (
    <section className="mp-register">
      <h2>
        {organisation} {t('nav.register')}
      </h2>
      <p>
        {formatDay(today, language)} · {t('count', { count: rows.length })}
      </p>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {labels[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.person.id}>
              <td>{index + 1}</td>
              <td>{row.cardNumber}</td>
              <td>{row.person.name}</td>
              <td>{terms(`gender.${row.person.gender}`)}</td>
              <td>{day(row.person.bornOn)}</td>
              <td>{row.unitName}</td>
              <td>{terms(`employment.${row.person.employmentKind}`)}</td>
              <td>{day(row.joinedOn)}</td>
              <td>{terms(`schemes.union.states.${row.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** 会员花名册 for paper: exactly what was filtered, as a table of A4 in its breadth. */
export default function PrintPage() {
  const t = useMembershipTexts();
  const [search] = useSearch();
  const asked = Object.fromEntries(filters.flatMap((name) => (search[name] ? [[name, search[name]]] : [])));
  const list = useRows(listMembers, { query: { ...asked, limit: 200 } });
  return (
    <>
      <PageHead
        title={t('nav.register')}
        crumbs={[{ label: t('nav.register'), to: '/membership' }, { label: t('print') }]}
        acts={
          <>
            {list.hasMore ? (
              <Button isBusy={list.isLoadingMore} onClick={list.more}>
                {t('more')}
              </Button>
            ) : null}
            <Button kind="main" icon="print" onClick={() => print()}>
              {t('print')}
            </Button>
          </>
        }
      />
      {list.error ? (
        <ErrorState error={list.error} onRetry={list.again} />
      ) : list.isLoading ? (
        <Skeleton lines={8} />
      ) : list.rows.length === 0 ? (
        <EmptyState title={t('register.none')} />
      ) : (
        <Sheet rows={list.rows} />
      )}
    </>
  );
}
