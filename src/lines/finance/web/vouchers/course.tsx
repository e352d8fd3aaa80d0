import { Card, formatMoment, useLanguage, useToday } from '#ui';
import type { VoucherWhole } from '../../vouchers/contract';
import { useVoucherTerms, useVoucherTexts } from './texts';

/** What became of the voucher: who did what, when, and what was said. */
export function Course({ voucher }: { voucher: VoucherWhole }) {
  const t = useVoucherTexts();
  const terms = useVoucherTerms();
  const language = useLanguage();
  const today = useToday();
  return (
    <Card title={t('course')}>
      <ol className="fv-course">
        {voucher.steps.map(({ step, at, byName, note }) => (
          <li key={`${step} ${at}`}>
            <b>{terms(`steps.${step}`)}</b> <span lang="zh-CN">{byName}</span>{' '}
            <span className="dim t12">{formatMoment(at, language, today)}</span>
            {note === '' ? null : <p>{note}</p>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
