import type { EndpointResponse } from '#kernel/contract';
import { Button, Card, Note, formatMoney, messageOf, useAct, useUiTexts } from '#ui';
import { showOwnSavings, takeBackLoan } from '../../contract';
import { LoanTag } from '../pieces';
import { PlanRows } from '../plan-rows';
import { useSavingsTexts } from '../texts';

type Loan = NonNullable<EndpointResponse<typeof showOwnSavings>['loan']>;

/** The own loan: who has agreed, what was decided, what is due when. */
export function OwnLoan({ loan }: { loan: Loan }) {
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const takeBack = useAct(takeBackLoan, { changes: [showOwnSavings] });
  return (
    <Card title={`${t('pages.own.loan')} · ${formatMoney(loan.amount)}`}>
      <div className="col g12">
        <div>
          <LoanTag state={loan.state} isOverdue={BigInt(loan.overdue) > 0n} />
        </div>
        <p>{loan.purpose}</p>
        {loan.refusal ? <Note>{loan.refusal}</Note> : null}
        <ul className="sv-warnings">
          {loan.guarantors.map(({ person, answer }) => (
            <li key={person.id}>
              {person.name} · {t(`answers.${answer}`)}
            </li>
          ))}
        </ul>
        {BigInt(loan.overdue) > 0n ? (
          <Note kind="warn">
            {t('pages.own.overdue', { amount: formatMoney(loan.overdue), count: loan.overdueDays })}
          </Note>
        ) : null}
        {loan.plan.length > 0 ? <PlanRows plan={loan.plan} /> : null}
        {loan.abilities.takeBack ? (
          <Button isBusy={takeBack.isUnderWay} onClick={() => void takeBack.act({ params: { id: loan.id }, body: {} })}>
            {t('pages.own.takeBackLoan')}
          </Button>
        ) : null}
        {takeBack.error ? <p className="c-refuse t13">{messageOf(takeBack.error, ui)}</p> : null}
      </div>
    </Card>
  );
}
