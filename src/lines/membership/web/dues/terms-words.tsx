import { formatMoney } from '#ui';
import type { DuesTerms } from '../../dues/contract';
import { useDuesTexts } from './texts';

/** By what dues are reckoned, in a sentence. */
export function TermsWords({ terms }: { terms: DuesTerms }) {
  const t = useDuesTexts();
  if (terms.kind === 'fixed') return <>{t('pages.terms.fixed', { amount: formatMoney(BigInt(terms.duesFen)) })}</>;
  if (terms.kind === 'share')
    return (
      <>
        {t('pages.terms.share', {
          ...{ percent: terms.perTenThousand / 100, cut: formatMoney(BigInt(terms.cutToFen)) },
        })}
      </>
    );
  return (
    <>
      {terms.bands
        .map(({ fromFen, duesFen }) =>
          t('pages.terms.band', { from: formatMoney(BigInt(fromFen)), amount: formatMoney(BigInt(duesFen)) }),
        )
        .join(t('pages.terms.mark'))}
    </>
  );
}
