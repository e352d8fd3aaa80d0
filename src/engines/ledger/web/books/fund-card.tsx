import type { EndpointResponse } from '#kernel/contract';
import { Button, Card, Figure, HowItCameAbout, formatMoney, formatYearMonth, useLanguage } from '#ui';
import { useState } from 'react';
import type { showBook } from '../../books/contract';
import { at } from '../addresses';
import { useBookTerms, useBookTexts } from '../texts';
import { Trend } from '../trend';
import '../books.css';

export type Book = EndpointResponse<typeof showBook>;
type Months = Book['trend'];
const ways = ['in', 'out', 'balance'] as const;
const looks = { in: 'came', out: 'went', balance: 'stands' };

function useMonthWord() {
  const language = useLanguage();
  return (text: string) => formatYearMonth(Number(text.slice(0, 4)), Number(text.slice(5)), language);
}

/** The twelve months as figures, for whoever can't see the drawing or wants to read them. */
function TrendTable({ months }: { months: Months }) {
  const t = useBookTexts();
  const monthWord = useMonthWord();
  return (
    <div className="scroll-x">
      <table aria-label={t('trend')}>
        <thead>
          <tr>
            <th scope="col">{t('month')}</th>
            {ways.map((way) => (
              <th key={way} scope="col" className="num">
                {t(way)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((one) => (
            <tr key={one.month}>
              <td>{monthWord(one.month)}</td>
              {ways.map((way) => (
                <td key={way} className="num">
                  {formatMoney(one[way])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TrendDrawing({ name, months }: { name: string; months: Months }) {
  const t = useBookTexts();
  const monthWord = useMonthWord();
  return (
    <>
      <Trend name={name} months={months} isWide />
      <p className="row g16 dim t12">
        {ways.map((way) => (
          <span key={way}>
            <i className={`lb-key ${looks[way]}`} />
            {t(way)}
          </span>
        ))}
        <span className="sp" />
        {monthWord(months[0]!.month)} — {monthWord(months.at(-1)!.month)}
      </p>
    </>
  );
}

/** What came in, went out and is there, with the rule behind it and the months before. */
export function FundCard({ book }: { book: Book }) {
  const t = useBookTexts();
  const terms = useBookTerms();
  const [isTable, setTable] = useState(false);
  const sums = (from: string) => at.part(book.id, 'trial-balance', { from, to: book.on });
  const year = sums(`${book.on.slice(0, 4)}-01-01`);
  const month = sums(`${book.on.slice(0, 7)}-01`);
  const facts = [
    [terms('columns.yearIn'), book.year.in, year],
    [terms('columns.yearOut'), book.year.out, year],
    [terms('columns.monthIn'), book.month.in, month],
    [terms('columns.monthOut'), book.month.out, month],
    [t('balance'), book.balance, year],
    [t('cash'), book.cash, year],
    [t('bank'), book.bank, year],
  ] as const;
  const isOwed = book.kind === 'donation' || book.kind === 'savings';
  return (
    <Card
      title={t('trend')}
      acts={
        <span className="row g8">
          <HowItCameAbout
            explain={{
              rule: t(isOwed ? 'ruleOwed' : 'ruleOwn'),
              parts: facts.map(([label, value, to]) => ({ label, value: formatMoney(value), to })),
              calculatedAt: new Date().toISOString(),
            }}
          />
          <Button size="sm" onClick={() => setTable(!isTable)}>
            {t(isTable ? 'trendDrawing' : 'trendTable')}
          </Button>
        </span>
      }
    >
      <div className="col g16">
        <dl className="lb-facts">
          {facts.map(([label, value, to]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <Figure value={formatMoney(value)} to={to} />
              </dd>
            </div>
          ))}
        </dl>
        {isTable ? <TrendTable months={book.trend} /> : <TrendDrawing name={book.name} months={book.trend} />}
      </div>
    </Card>
  );
}
