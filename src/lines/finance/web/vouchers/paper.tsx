import { formatFen } from '#kernel/contract';
import { formatDay, useLanguage, useSession } from '#ui';
import type { VoucherWhole } from '../../vouchers/contract';
import { useNumberWords } from './number-words';
import { useVoucherTerms, useVoucherTexts } from './texts';
import './vouchers.css';

const hands = ['entered', 'reviewed', 'paid', 'posted'] as const;

/** 记账凭证 as it lies on paper: half a page of A4, with 大写 and the signatures below. */
export function Paper({ voucher }: { voucher: VoucherWhole }) {
  const t = useVoucherTexts();
  const terms = useVoucherTerms();
  const language = useLanguage();
  const { organisation } = useSession().hello;
  const sum = (side: 'debit' | 'credit') => voucher.lines.reduce((all, line) => all + BigInt(line[side] ?? 0n), 0n);
  const numberWords = useNumberWords();
  return (
    <section className="fv-paper">
      <h2>{terms('one')}</h2>
      <div className="fv-paper-head">
        <span lang="zh-CN">
          {organisation} · {voucher.book.name}
        </span>
        <span>{formatDay(voucher.on, language)}</span>
        <span>{numberWords(voucher.entry)}</span>
      </div>
      <div className="scroll-x">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('words')}</th>
              <th scope="col">{t('account')}</th>
              <th scope="col" className="num">
                {t('debit')}
              </th>
              <th scope="col" className="num">
                {t('credit')}
              </th>
            </tr>
          </thead>
          <tbody lang="zh-CN">
            {voucher.lines.map((line) => (
              <tr key={line.line}>
                <td>{line.words || voucher.words}</td>
                <td>
                  <span className="num">{line.code}</span> {line.accountName ?? t('unknownAccount')}
                  {line.party ? ` · ${line.party.name ?? t('hiddenPerson')}` : ''}
                  {line.budgetLine ? (
                    <span className="dim t12"> {t('budgetIs', { line: line.budgetLine.name })}</span>
                  ) : null}
                </td>
                <td className="num">{line.debit === null ? '' : formatFen(line.debit)}</td>
                <td className="num">{line.credit === null ? '' : formatFen(line.credit)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={2}>
                {t('total')} <span lang="zh-CN">{voucher.amountInWords}</span>
              </td>
              <td className="num">{formatFen(sum('debit'))}</td>
              <td className="num">{formatFen(sum('credit'))}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <div className="fv-signatures">
        <span>{t('sheetsCount', { count: voucher.sheets + voucher.files.length })}</span>
        {hands.map((hand) => (
          <span key={hand}>
            {t(`hands.${hand}`)} <b lang="zh-CN">{voucher.hands[hand] ?? ''}</b>
          </span>
        ))}
      </div>
    </section>
  );
}
