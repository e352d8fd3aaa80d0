import {
  Button,
  Card,
  ConfirmDialog,
  ErrorState,
  Link,
  Note,
  Skeleton,
  ToneTag,
  formatMoment,
  formatMoney,
  messageOf,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useUiTexts,
} from '#ui';
import type { EndpointResponse } from '#kernel/contract';
import { Drawer } from '#ui/desktop';
import { useState } from 'react';
import { decideLoan, listLoans, listQueue, repayLoan, showAccount, showControl, showLoan } from '../contract';
import { HopelessCard, HopelessDialog, type HopelessAct } from './hopeless-dialogs';
import { MoneyDialog } from './money-dialog';
import { Figures, LoanTag } from './pieces';
import { PlanRows } from './plan-rows';
import { PayDialog } from './queue-card';
import { useSavingsTexts } from './texts';

type Loan = EndpointResponse<typeof showLoan>;
const changes = [showLoan, listLoans, listQueue, showControl, showAccount];

function Guarantors({ guarantors }: Pick<Loan, 'guarantors'>) {
  const t = useSavingsTexts();
  const language = useLanguage();
  return (
    <Card title={t('pages.loans.guarantors')}>
      <table className="sv-rows">
        <tbody>
          {guarantors.map(({ person, answer, answeredAt }) => (
            <tr key={person.id}>
              <td>
                {person.name} <span className="dim t12">{person.staffNumber}</span>
              </td>
              <td>
                <ToneTag tone={answer === 'agreed' ? 'kept' : answer === 'declined' ? 'refuse' : 'ahead'}>
                  {t(`answers.${answer}`)}
                </ToneTag>
              </td>
              <td className="dim t13">{answeredAt === null ? '' : formatMoment(answeredAt, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function RepayDialog({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const t = useSavingsTexts();
  const repay = useAct(repayLoan, { changes, onDone: () => (showToast(t('pages.money.done')), onClose()) });
  return (
    <MoneyDialog
      title={`${t('pages.loans.repay')} · ${loan.person.name}`}
      effect={t('pages.loans.repayEffect', { owed: formatMoney(loan.owed) })}
      submit={t('pages.loans.repay')}
      error={repay.error}
      isBusy={repay.isUnderWay}
      onSubmit={(body) => void repay.act({ params: { id: loan.id }, body })}
      onClose={onClose}
    />
  );
}

function Acts({ loan }: { loan: Loan }) {
  const t = useSavingsTexts();
  const [dialog, setDialog] = useState<'refuse' | 'pay' | 'repay' | null>(null);
  const [hopeless, setHopeless] = useState<HopelessAct | null>(null);
  const close = () => setDialog(null);
  const decide = useAct(decideLoan, { changes, onDone: close });
  const ui = useUiTexts();
  const { approve, refuse, pay, repay, declare, decideHopeless, writeOff } = loan.abilities;
  const params = { id: loan.id };
  return (
    <>
      {decide.error ? <span className="c-refuse t13">{messageOf(decide.error, ui)}</span> : null}
      {declare ? <Button onClick={() => setHopeless('declare')}>{t('pages.hopeless.declare')}</Button> : null}
      {decideHopeless ? (
        <>
          <Button onClick={() => setHopeless('deny')}>{t('pages.hopeless.deny')}</Button>
          <Button kind="main" onClick={() => setHopeless('confirm')}>
            {t('pages.hopeless.confirm')}
          </Button>
        </>
      ) : null}
      {writeOff ? (
        <Button kind="main" onClick={() => setHopeless('writeOff')}>
          {t('pages.hopeless.writeOff')}
        </Button>
      ) : null}
      {hopeless === null ? null : <HopelessDialog act={hopeless} loan={loan} onClose={() => setHopeless(null)} />}
      {refuse ? <Button onClick={() => setDialog('refuse')}>{t('pages.loans.refuse')}</Button> : null}
      {approve ? (
        <Button
          kind="main"
          isBusy={decide.isUnderWay}
          onClick={() => void decide.act({ params, body: { isGranted: true, words: '' } })}
        >
          {t('pages.loans.approve')}
        </Button>
      ) : null}
      {pay ? (
        <Button kind="main" onClick={() => setDialog('pay')}>
          {t('pages.loans.pay')}
        </Button>
      ) : null}
      {repay ? (
        <Button kind="main" onClick={() => setDialog('repay')}>
          {t('pages.loans.repay')}
        </Button>
      ) : null}
      {dialog === 'refuse' ? (
        <ConfirmDialog
          title={t('pages.loans.refuse')}
          confirm={t('pages.loans.refuse')}
          asksReason
          isBusy={decide.isUnderWay}
          error={decide.error}
          onConfirm={(words) => void decide.act({ params, body: { isGranted: false, words } })}
          onClose={close}
        >
          <p>{t('pages.loans.refuseEffect')}</p>
        </ConfirmDialog>
      ) : null}
      {dialog === 'pay' ? (
        <PayDialog
          paying={{ id: loan.id, kind: 'loan', title: `${loan.person.name} · ${formatMoney(loan.amount)}` }}
          onClose={close}
        />
      ) : null}
      {dialog === 'repay' ? <RepayDialog loan={loan} onClose={close} /> : null}
    </>
  );
}

/** A loan: who asks and what for, who answers for it, what was decided, what is due when. */
export function LoanDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useSavingsTexts();
  const language = useLanguage();
  const answer = useCall(showLoan, { params: { id } });
  const { data } = answer;
  return (
    <Drawer
      title={data ? `${data.person.name} · ${formatMoney(data.amount)}` : t('pages.sections.loans')}
      note={data ? `${data.person.staffNumber} · ${data.person.unitName}` : undefined}
      size="wide"
      acts={data ? <Acts loan={data} /> : null}
      onClose={onClose}
    >
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data ? (
        <div className="col g16">
          <div className="row g12">
            <LoanTag
              state={data.state}
              isOverdue={BigInt(data.overdue) > 0n}
              isDoubted={data.hopelessState === 'proposed'}
            />
            <Link to={`/savings/accounts/${data.accountId}`}>{t('pages.loans.account')}</Link>
          </div>
          {data.refusal ? <Note>{data.refusal}</Note> : null}
          <Figures
            rows={[
              { label: t('sheets.columns.balance'), value: formatMoney(data.balance) },
              { label: t('pages.loans.instalments'), value: data.instalments },
              { label: t('sheets.columns.debt'), value: formatMoney(data.owed) },
              { label: t('pages.loans.overdue'), value: formatMoney(data.overdue) },
            ]}
          />
          <p>{data.purpose}</p>
          <p className="dim t13">
            {t('pages.loans.askedBy', { name: data.askedByName, at: formatMoment(data.askedAt, language) })}
            {data.decidedByName === null ? '' : ` · ${t('pages.loans.decidedBy', { name: data.decidedByName })}`}
          </p>
          <HopelessCard loan={data} />
          <Guarantors guarantors={data.guarantors} />
          {data.plan.length > 0 ? (
            <Card title={t('pages.loans.plan')}>
              <PlanRows plan={data.plan} />
            </Card>
          ) : null}
        </div>
      ) : null}
    </Drawer>
  );
}
