import { formatFen } from '#kernel/contract';
import { Link, formatDay, useLanguage, useSession } from '#ui';
import type { BankSheet, SheetItem } from '../../bank/contract-match';
import { asFen } from './pieces';
import { useBankTerms, useBankTexts, useMonthWords } from './texts';
import './bank.css';

type Part = 'bookIn' | 'bookOut' | 'bankIn' | 'bankOut';

function Items({ part, items }: { part: Part; items: readonly SheetItem[] }) {
  const terms = useBankTerms();
  const t = useBankTexts();
  const language = useLanguage();
  const sum = items.reduce((all, item) => all + asFen(item.amount), 0n);
  return (
    <>
      <tr className="fb-part">
        <th scope="row" colSpan={3}>
          {terms(`sheet.${part}`)}
        </th>
        <td className="num">{formatFen(sum)}</td>
      </tr>
      {items.map(({ on, words, party, amount, entry }, i) => (
        <tr key={`${part} ${i}`}>
          <td className="nw">{formatDay(on, language)}</td>
          <td lang="zh-CN">{[words, party].filter(Boolean).join(' · ')}</td>
          <td className="nw">
            {entry === null ? (
              ''
            ) : (
              <Link to={`/finance/entries/${entry.id}`}>
                {entry.number === null
                  ? entry.month
                  : t('matching.number', { month: entry.month, number: entry.number })}
              </Link>
            )}
          </td>
          <td className="num">{formatFen(asFen(amount))}</td>
        </tr>
      ))}
    </>
  );
}

function Balance({
  name,
  fen,
  to,
}: {
  name: 'bankBalance' | 'bookBalance' | 'adjustedBank' | 'adjustedBook';
  fen: bigint;
  to?: string;
}) {
  const terms = useBankTerms();
  const figure = formatFen(asFen(fen));
  return (
    <tr className="fb-total">
      <th scope="row" colSpan={3}>
        {terms(`sheet.${name}`)}
      </th>
      <td className="num">{to === undefined ? figure : <Link to={to}>{figure}</Link>}</td>
    </tr>
  );
}

/** 银行存款余额调节表 as it lies on paper: the bank's side and the book's, with the two signatures. */
export function SheetPaper({ sheet }: { sheet: BankSheet }) {
  const t = useBankTexts();
  const terms = useBankTerms();
  const language = useLanguage();
  const words = useMonthWords();
  const { organisation } = useSession().hello;
  const { account, content, record, month } = sheet;
  const card = `/finance/accounts/${account.ledgerAccountId}?to=${content.on}`;
  const lines = `/finance/bank/${account.id}?month=${month}`;
  return (
    <section className="fb-paper">
      <h2>{terms('sheet.title')}</h2>
      <div className="fb-paper-head">
        <span lang="zh-CN">
          {organisation} · {account.bookName} · {account.code}
        </span>
        <span lang="zh-CN">
          {account.bankName} {account.number}
        </span>
        <span>
          {words(month)} · {formatDay(content.on, language)}
        </span>
      </div>
      <div className="fb-halves">
        <table>
          <caption>{t('matching.bank')}</caption>
          <tbody>
            <Balance name="bankBalance" fen={content.bankBalance} to={lines} />
            <Items part="bookIn" items={content.bookIn} />
            <Items part="bookOut" items={content.bookOut} />
            <Balance name="adjustedBank" fen={content.adjustedBank} />
          </tbody>
        </table>
        <table>
          <caption>{t('matching.book')}</caption>
          <tbody>
            <Balance name="bookBalance" fen={content.bookBalance} to={card} />
            <Items part="bankIn" items={content.bankIn} />
            <Items part="bankOut" items={content.bankOut} />
            <Balance name="adjustedBook" fen={content.adjustedBook} />
          </tbody>
        </table>
      </div>
      <div className="fb-paper-head">
        <span>
          {t('sheet.made')} <b lang="zh-CN">{record?.finished.name ?? ''}</b>
        </span>
        <span>
          {t('sheet.reviewed')} <b lang="zh-CN">{record?.reviewed?.name ?? ''}</b>
        </span>
        <span>{record === null ? t('sheet.notFinished') : t('sheet.versionOf', { number: record.number })}</span>
      </div>
      {record?.note ? (
        <p lang="zh-CN">
          <span className="dim">{t('sheet.note')}</span> {record.note}
        </p>
      ) : null}
    </section>
  );
}
