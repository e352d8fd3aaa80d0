import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Mark,
  Note,
  QrCode,
  Skeleton,
  formatDay,
  useLanguage,
  usePublicAddress,
  useRows,
  useScope,
  useSearch,
} from '#ui';
import { FilterBar, PageHead } from '#ui/desktop';
import { useUnitOptions } from '#engines/roster/web';
import { type PaperCard, listPaperCards } from '../../cards/contract';
import '../styles/print.css';
import { useMembershipTexts } from '../texts';

function Face({ card, address }: { card: PaperCard; address: string }) {
  const t = useMembershipTexts();
  const language = useLanguage();
  return (
    <li className="mp-card">
      <div>
        <p className="mp-union">
          <Mark size={18} /> {card.unionName}
        </p>
        <p className="mp-name">{card.name}</p>
        <p>{card.unitName}</p>
        <p className="mp-number">{card.number}</p>
        <p className="mp-day">{t('card.issued', { day: formatDay(card.issuedOn, language) })}</p>
      </div>
      <QrCode words={`${address}/c/${card.token}`} label={t('card.code')} />
    </li>
  );
}

/** Ten cards to a page of A4, to be cut out, for members who have no account; the browser's own print makes paper of them. */
export default function CardsPage() {
  const t = useMembershipTexts();
  const [search] = useSearch();
  const { unitId: scoped } = useScope();
  const { address, isOnlyHere } = usePublicAddress();
  const options = useUnitOptions();
  const unitId = search.unitId ?? scoped;
  const query = search.personId ? { personId: search.personId } : unitId ? { unitId } : {};
  const list = useRows(listPaperCards, { query: { ...query, limit: 100 } });
  return (
    <>
      <PageHead
        title={t('nav.cards')}
        note={t('count', { count: list.rows.length })}
        acts={
          <Button kind="main" icon="print" onClick={() => print()}>
            {t('print')}
          </Button>
        }
      />
      {search.personId ? null : (
        <Card>
          <div className="col g12">
            <FilterBar filters={[{ name: 'unitId', label: t('fields.unit'), kind: 'select', options }]} />
            <p className="dim t13">{t('card.paperWho')}</p>
            {isOnlyHere ? <Note kind="warn">{t('card.onlyHere')}</Note> : null}
          </div>
        </Card>
      )}
      {list.error ? (
        <ErrorState error={list.error} onRetry={list.again} />
      ) : list.isLoading ? (
        <Skeleton lines={8} />
      ) : list.rows.length === 0 && !list.hasMore ? (
        <EmptyState icon="membership" title={t('card.paperNone')} />
      ) : (
        <ul className="mp-sheet">
          {list.rows.map((card) => (
            <Face key={card.personId} card={card} address={address} />
          ))}
        </ul>
      )}
      {list.hasMore ? (
        <Button isBusy={list.isLoadingMore} onClick={list.more}>
          {t('more')}
        </Button>
      ) : null}
    </>
  );
}
