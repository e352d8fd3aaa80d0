import type { EndpointResponse } from '#kernel/contract';
import { isDay } from '#kernel/contract';
import { FormDialog } from '#engines/roster/web';
import {
  Button,
  ConfirmDialog,
  DayInput,
  ErrorState,
  Field,
  Link,
  Note,
  Skeleton,
  TextInput,
  UploadBox,
  formatDay,
  formatMoney,
  messageOf,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useToday,
  useUiTexts,
} from '#ui';
import { Drawer } from '#ui/desktop';
import { useState } from 'react';
import { showCampaign } from '../../campaigns/contract';
import { showReliefYear } from '../../floor/contract';
import {
  addPaymentFile,
  decidePayment,
  listPayments,
  payPayment,
  showPayment,
  undoPayment,
  withdrawPayment,
} from '../../payments/contract';
import { WayField } from './fund-dialogs';
import { Figures, PaymentTag } from './pieces';
import { useFundTexts } from './texts';

type Payment = EndpointResponse<typeof showPayment>;
type Step = 'grant' | 'refuse' | 'pay' | 'withdraw' | 'undo';
const changes = [showPayment, listPayments, showCampaign, showReliefYear];
const MOST_MEGABYTES = 10;

interface StepProps {
  payment: Payment;
  onClose: () => void;
}

function DecideDialog({ payment, isGranted, onClose }: StepProps & { isGranted: boolean }) {
  const t = useFundTexts();
  const [words, setWords] = useState('');
  const act = useAct(decidePayment, { changes, onDone: () => (showToast(t('pages.payments.decided')), onClose()) });
  const title = t(`pages.payments.${isGranted ? 'grant' : 'refuse'}`);
  const submit = (): boolean => {
    const body = { isGranted, words: words.trim(), version: payment.version };
    void act.act({ params: { id: payment.id }, body });
    return true;
  };
  return (
    <FormDialog
      title={title}
      submit={title}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('pages.payments.opinion')} isOptional>
        <TextInput maxLength={300} value={words} onChange={(event) => setWords(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

function PayDialog({ payment, onClose }: StepProps) {
  const t = useFundTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [on, setOn] = useState(today);
  const [way, setWay] = useState<'cash' | 'bank'>('bank');
  const act = useAct(payPayment, { changes, onDone: () => (showToast(t('pages.payments.paid')), onClose()) });
  const submit = (): boolean => {
    if (!isDay(on)) return false;
    void act.act({ params: { id: payment.id }, body: { on, way, version: payment.version } });
    return true;
  };
  return (
    <FormDialog
      title={t('pages.payments.pay')}
      effect={t('pages.payments.payEffect')}
      submit={t('pages.payments.pay')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        {payment.person.name} · {formatMoney(payment.amount)} · <span lang="zh-CN">{payment.inWords}</span>
      </p>
      <Field label={t('columns.paidOn')} width="half" fault={isDay(on) ? undefined : ui('field.dayWrong')}>
        <DayInput value={on} yearAtHand={Number(today.slice(0, 4))} onChange={setOn} />
      </Field>
      <WayField value={way} onChange={setWay} />
    </FormDialog>
  );
}

function TakeBackDialog({ payment, step, onClose }: StepProps & { step: 'withdraw' | 'undo' }) {
  const t = useFundTexts();
  const options = { changes, onDone: () => (showToast(t('pages.undone')), onClose()) };
  const withdraw = useAct(withdrawPayment, options);
  const undo = useAct(undoPayment, options);
  const { error, isUnderWay } = step === 'undo' ? undo : withdraw;
  const params = { id: payment.id };
  const { version } = payment;
  const confirm = (reason: string): void => {
    if (step === 'undo') void undo.act({ params, body: { reason, version } });
    else void withdraw.act({ params, body: { version } });
  };
  return (
    <ConfirmDialog
      title={t(`pages.payments.${step}`)}
      confirm={t(`pages.payments.${step}`)}
      asksReason={step === 'undo'}
      isBusy={isUnderWay}
      error={error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t(`pages.payments.${step}Effect`)}</p>
    </ConfirmDialog>
  );
}

function Papers({ payment }: { payment: Payment }) {
  const t = useFundTexts();
  const ui = useUiTexts();
  const add = useAct(addPaymentFile, { changes: [showPayment] });
  return (
    <section className="col g8">
      <h3>{t('pages.payments.papers')}</h3>
      {payment.files.map(({ id, name }) => (
        <a key={id} href={`/api/relief/payments/${payment.id}/files/${id}`} target="_blank" rel="noreferrer">
          {name}
        </a>
      ))}
      {payment.abilities.addFile ? (
        <UploadBox
          types={['.pdf', '.jpg', '.jpeg', '.png', '.webp']}
          maxMegabytes={MOST_MEGABYTES}
          isPhoto
          onFile={(file) =>
            void add.act({ params: { id: payment.id }, query: { name: file.name.slice(0, 200) }, body: file })
          }
        />
      ) : null}
      {add.error ? <Note kind="refuse">{messageOf(add.error, ui)}</Note> : null}
    </section>
  );
}

function Facts({ payment }: { payment: Payment }) {
  const t = useFundTexts();
  const language = useLanguage();
  const { amount, inWords, source, purpose, book, account, campaign, reason, exception, findings } = payment;
  const hands = [
    [t('pages.payments.preparedBy'), payment.preparedByName, payment.preparedOn],
    [t('pages.payments.decidedBy'), payment.decidedByName, null],
    [t('pages.payments.paidBy'), payment.paidByName, payment.paidOn],
    [t('pages.payments.undoneBy'), payment.undoneByName, null],
  ] as const;
  return (
    <div className="col g16">
      <Figures
        rows={[
          { label: t('columns.amount'), value: formatMoney(amount) },
          { label: t('columns.source'), value: t(`sources.${source}`) },
          { label: t('columns.purpose'), value: t(`purposes.${purpose}`) },
        ]}
      />
      <p lang="zh-CN">{inWords}</p>
      <p>{reason}</p>
      <p className="dim t13" lang="zh-CN">
        {[book.name, account, campaign?.title, payment.budgetLine].filter(Boolean).join(' · ')}
      </p>
      {payment.commitment === null ? null : (
        <Link to={payment.commitment.href}>
          <span lang="zh-CN">{payment.commitment.title}</span>
        </Link>
      )}
      {findings.map(({ rule, words }) => (
        <Note key={rule + words} kind="warn">
          {words}
        </Note>
      ))}
      {exception === '' ? null : (
        <p>
          {t('pages.prepare.exception')}: {exception}
        </p>
      )}
      <table className="rf-rows">
        <tbody>
          {hands.map(([label, name, on]) =>
            name === null ? null : (
              <tr key={label}>
                <td className="dim">{label}</td>
                <td>{name}</td>
                <td>{on === null ? '' : formatDay(on, language)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
      {payment.decision === '' ? null : <p>{payment.decision}</p>}
      {payment.undoReason === null ? null : <p>{t('pages.undoneWhy', { reason: payment.undoReason })}</p>}
      {payment.entryId === null ? null : <Link to={`/finance/entries/${payment.entryId}`}>{t('columns.entry')}</Link>}
    </div>
  );
}

/** One aid with its three hands, its papers and its entry. */
export function PaymentDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useFundTexts();
  const [step, setStep] = useState<Step | null>(null);
  const answer = useCall(showPayment, { params: { id } });
  const { data: payment } = answer;
  const can = payment?.abilities ?? {};
  const close = () => setStep(null);
  const button = (one: Step, isMain = false) => (
    <Button key={one} {...(isMain ? { kind: 'main' as const } : {})} onClick={() => setStep(one)}>
      {t(`pages.payments.${one}`)}
    </Button>
  );
  const acts = [
    ...(can.decide ? [button('refuse'), button('grant', true)] : []),
    ...(can.pay ? [button('pay', true)] : []),
    ...(can.withdraw ? [button('withdraw')] : []),
    ...(can.undo ? [button('undo')] : []),
  ];
  return (
    <Drawer
      title={payment?.person.name ?? t('titles.payments')}
      note={payment?.unit?.name}
      onClose={onClose}
      acts={acts}
    >
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error && !payment ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {payment ? (
        <div className="col g16">
          <div>
            <PaymentTag state={payment.state} />
          </div>
          <Facts payment={payment} />
          <Papers payment={payment} />
          {step === 'grant' || step === 'refuse' ? (
            <DecideDialog payment={payment} isGranted={step === 'grant'} onClose={close} />
          ) : null}
          {step === 'pay' ? <PayDialog payment={payment} onClose={close} /> : null}
          {step === 'withdraw' || step === 'undo' ? (
            <TakeBackDialog payment={payment} step={step} onClose={close} />
          ) : null}
        </div>
      ) : null}
    </Drawer>
  );
}
