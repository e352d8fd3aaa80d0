import { formatFen } from '#kernel/contract';
import { Link, Select, ToneTag, type Tone, useCall, useSearch, useToday } from '#ui';
import { type BankAccount, type SheetState, showBankAccount } from '../../bank/contract';
import { useBankTerms, useBankTexts, useMonthWords } from './texts';
import './bank.css';

/** Money travels as text; what the types of answers call a bigint becomes one here, before anything is reckoned. */
export const asFen = (fen: bigint): bigint => BigInt(fen);

/** An amount of either way: what went out is marked by its sign, not by colour alone. */
export function Sum({ fen }: { fen: bigint }) {
  const amount = asFen(fen);
  return <span className={amount < 0n ? 'num nw fb-out' : 'num nw'}>{formatFen(amount)}</span>;
}

const sections = ['matching', 'statements', 'sheet'] as const;
export type Section = (typeof sections)[number];

export const addressOf = (accountId: string, section: Section, month?: string): string =>
  `/finance/bank/${accountId}${section === 'matching' ? '' : `/${section}`}${month === undefined ? '' : `?month=${month}`}`;

/** The pages of an account beside each other, all of the same month. */
export function Sections({ accountId, here }: { accountId: string; here: Section }) {
  const t = useBankTexts();
  const [search] = useSearch();
  return (
    <nav className="tabs fb-screen-only" aria-label={t('sections.label')}>
      {sections.map((one) => (
        <Link
          key={one}
          to={addressOf(accountId, one, one === 'statements' ? undefined : search.month)}
          aria-current={one === here ? 'page' : undefined}
        >
          {t(`sections.${one}`)}
        </Link>
      ))}
    </nav>
  );
}

/** The account of a page; undefined until it is there, and for another one that was shown before. */
export function useAccount(accountId: string) {
  const answer = useCall(showBankAccount, { params: { id: accountId } });
  return { account: answer.data?.id === accountId ? answer.data : undefined, answer };
}

export const titleOf = ({ bankName, number }: BankAccount): string => `${bankName} ${number}`;

/** The month that the address names; of itself the latest that is over. */
export function useMonth(account: Pick<BankAccount, 'months'> | undefined): string {
  const [search] = useSearch();
  const today = useToday();
  const months = account?.months.map(({ month }) => month) ?? [];
  if (search.month !== undefined && /^\d{4}-(?:0[1-9]|1[0-2])$/.test(search.month)) return search.month;
  return months.find((month) => month < today.slice(0, 7)) ?? months[0] ?? today.slice(0, 7);
}

export function MonthChoice({ account, month }: { account: BankAccount; month: string }) {
  const t = useBankTexts();
  const words = useMonthWords();
  const [, change] = useSearch();
  const months = account.months.map((one) => one.month);
  const shown = months.includes(month) ? months : [month, ...months];
  return (
    <Select
      aria-label={t('month')}
      options={shown.map((value) => ({ value, label: words(value) }))}
      value={month}
      onChange={(event) => change({ month: event.target.value, number: null })}
    />
  );
}

const tones: Record<SheetState, Tone> = { finished: 'going', reviewed: 'kept', reopened: 'none' };

export function SheetTag({ state }: { state: SheetState }) {
  const terms = useBankTerms();
  return <ToneTag tone={tones[state]}>{terms(`sheetStates.${state}`)}</ToneTag>;
}

/** How far a month is: nothing read in, lines open, all matched, finished, reviewed. */
export function MonthTag({ month, accountId }: { month: BankAccount['months'][number]; accountId: string }) {
  const t = useBankTexts();
  const terms = useBankTerms();
  const words = useMonthWords();
  const { lines, open, sheet } = month;
  const tone: Tone = sheet !== null ? tones[sheet.state] : lines === 0 ? 'none' : open > 0 ? 'late' : 'ahead';
  const state =
    sheet !== null
      ? terms(`sheetStates.${sheet.state}`)
      : lines === 0
        ? t('months.none')
        : open > 0
          ? t('months.open', { count: open })
          : t('months.matched');
  const section = sheet === null && open > 0 ? 'matching' : lines === 0 ? 'statements' : 'sheet';
  return (
    <Link className="fb-month" to={addressOf(accountId, section, section === 'statements' ? undefined : month.month)}>
      <span className="nw">{words(month.month)}</span>
      <ToneTag tone={tone} bare>
        {state}
      </ToneTag>
    </Link>
  );
}
