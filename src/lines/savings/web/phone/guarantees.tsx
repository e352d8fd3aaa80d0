import type { EndpointResponse } from '#kernel/contract';
import { Button, Card, formatMoney, messageOf, useAct, useUiTexts } from '#ui';
import { answerGuarantee, showOwnSavings } from '../../contract';
import { LoanTag } from '../pieces';
import { useSavingsTexts } from '../texts';

type Guarantee = EndpointResponse<typeof showOwnSavings>['guarantees'][number];

function GuaranteeCard({ guarantee }: { guarantee: Guarantee }) {
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const give = useAct(answerGuarantee, { changes: [showOwnSavings] });
  const { loanId, borrowerName, amount, instalments, purpose, state, owed, abilities } = guarantee;
  const act = (isAgreed: boolean) => void give.act({ params: { id: loanId }, body: { isAgreed } });
  return (
    <Card title={t('pages.own.guarantee', { name: borrowerName, amount: formatMoney(amount) })}>
      <div className="col g12">
        <div>
          <LoanTag state={state} />
        </div>
        <p>
          {purpose} · {t('pages.loans.parts', { count: instalments })}
          {BigInt(owed) > 0n ? ` · ${t('pages.own.stillOwed', { amount: formatMoney(owed) })}` : ''}
        </p>
        {abilities.answer ? (
          <>
            <p className="dim t13">{t('pages.own.guaranteeMeans')}</p>
            <div className="row g12">
              <Button isBusy={give.isUnderWay} onClick={() => act(false)}>
                {t('pages.own.decline')}
              </Button>
              <Button kind="main" isBusy={give.isUnderWay} onClick={() => act(true)}>
                {t('pages.own.agree')}
              </Button>
            </div>
          </>
        ) : null}
        {give.error ? <p className="c-refuse t13">{messageOf(give.error, ui)}</p> : null}
      </div>
    </Card>
  );
}

/** For whose loans one is asked to answer, or answers. */
export function Guarantees({ guarantees }: { guarantees: readonly Guarantee[] }) {
  return guarantees.map((guarantee) => <GuaranteeCard key={guarantee.loanId} guarantee={guarantee} />);
}
