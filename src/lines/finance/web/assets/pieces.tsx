import { formatFen } from '#kernel/contract';
import { listBooks } from '#engines/ledger/contract';
import { type Tone, EmptyState, Field, Link, Select, ToneTag, useRows, useSearch } from '#ui';
import type { ReactNode } from 'react';
import type { AssetRow } from '../../assets/contract';
import type { AssetState } from '../../assets/terms';
import { useAssetTerms, useAssetTexts } from './texts';
import './assets.css';

/** Money travels as text; what the types of answers call a bigint becomes one here, before anything is reckoned. */
export const asFen = (fen: bigint): bigint => BigInt(fen);

export const Sum = ({ fen }: { fen: bigint }) => <span className="num nw">{formatFen(asFen(fen))}</span>;

/** `固资0012`, as it stands on the label. */
export function useLabel(): (number: number) => string {
  const terms = useAssetTerms();
  return (number) => terms('number', { number: String(number).padStart(4, '0') });
}

const tones: Record<AssetState, Tone> = { in_use: 'kept', lent: 'going', scrapped: 'none' };

export function StateTag({ asset, bare }: { asset: AssetRow; bare?: boolean }) {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  return (
    <span className="row g8">
      <ToneTag tone={tones[asset.state]} {...(bare ? { bare } : {})}>
        {terms(`states.${asset.state}`)}
      </ToneTag>
      {asset.isScrappingProposed ? <ToneTag tone="late">{t('proposed')}</ToneTag> : null}
    </span>
  );
}

interface NamedEntry {
  id: string;
  month: string;
  number: number | null;
}

export function EntryLink({ entry, words }: { entry: NamedEntry; words?: string }) {
  const t = useAssetTexts();
  const { month, number } = entry;
  return (
    <Link to={`/finance/entries/${entry.id}`}>
      {words ? <span lang="zh-CN">{words} </span> : null}
      <span className="nw">{number === null ? t('entryWaits', { month }) : t('entryNumber', { month, number })}</span>
    </Link>
  );
}

/** The book that the address names, of itself the first of the union's funds. */
export function useAssetBook() {
  const [search] = useSearch();
  const books = useRows(listBooks, { query: { limit: 100 } });
  const funds = books.rows.filter((book) => book.kind === 'union_funds');
  const book = funds.find((one) => one.id === search.book) ?? funds[0];
  return { funds, book, isLoading: books.isLoading, error: books.error, again: books.again };
}

type AssetBook = ReturnType<typeof useAssetBook>;

const sections = ['cards', 'runs', 'counts'] as const;
const addresses = { cards: '/finance/assets', runs: '/finance/assets/runs', counts: '/finance/assets/counts' } as const;

/** The pages beside each other, all of one book; a choice among books only where there are several. */
export function Sections({ here, chosen }: { here: (typeof sections)[number]; chosen?: AssetBook }) {
  const t = useAssetTexts();
  const [search, change] = useSearch();
  const book = search.book ? `?book=${search.book}` : '';
  return (
    <div className="fa-head">
      <nav className="tabs" aria-label={t('sections')}>
        {sections.map((one) => (
          <Link key={one} to={`${addresses[one]}${book}`} aria-current={one === here ? 'page' : undefined}>
            {t(one)}
          </Link>
        ))}
      </nav>
      {chosen && chosen.funds.length > 1 ? (
        <Field label={t('book')}>
          <Select
            options={chosen.funds.map((one) => ({ value: one.id, label: `${one.name}（${one.unit.name}）` }))}
            value={chosen.book?.id ?? ''}
            onChange={(event) => change({ book: event.target.value })}
          />
        </Field>
      ) : null}
    </div>
  );
}

export function NoBook() {
  const t = useAssetTexts();
  return (
    <EmptyState icon="finance" title={t('noBook')}>
      {t('noBookAdvice')}
    </EmptyState>
  );
}

/** Names and values beside each other. */
export function Facts({ rows }: { rows: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="fa-facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
