import { isDay, type Day } from '#kernel/contract';
import { type CoverageScheme, joinCoverage, leaveCoverage, listCovered, showCoverage } from '../../contract';
import { FormDialog } from '#engines/roster/web';
import { DayInput, Field, Select, TextInput, showToast, useAct, useToday, useUiTexts } from '#ui';
import { useState, type ReactNode } from 'react';
import { useReliefTexts } from '../texts';

export interface CoverPlanName {
  code: string;
  name: string;
  months: number;
}

type ActError = Parameters<typeof FormDialog>[0]['error'];

interface ChangeProps {
  scheme: CoverageScheme;
  chosen: ReadonlyMap<string, string>;
  onDone: () => void;
  onClose: () => void;
}

const changes = [showCoverage, listCovered];

/** Names of those who could not be recorded stay on the screen; the others are done. */
function tell(words: string, skipped: readonly { name: string; reason: string }[], heading: string): void {
  const names = skipped.slice(0, 5).map(({ name, reason }) => `${name}（${reason}）`);
  showToast(skipped.length === 0 ? words : `${words}。${heading}：${names.join('、')}`);
}

/** What both dialogs ask: from which day, and why; what one asks besides stands before it. */
function ChangeForm(props: {
  title: string;
  count: number;
  act: { error: ActError; isUnderWay: boolean };
  isReasonNeeded: boolean;
  /** Whether what is asked besides is answered. */
  isRestGiven?: boolean;
  send: (given: { from: Day; reason: string }) => void;
  onClose: () => void;
  rest?: (isTried: boolean) => ReactNode;
}) {
  const { isReasonNeeded, isRestGiven = true, rest } = props;
  const t = useReliefTexts();
  const ui = useUiTexts();
  const [from, setFrom] = useState<string>(useToday());
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const lacksReason = isReasonNeeded && reason.trim() === '';
  const submit = (): boolean => {
    setTried(true);
    if (!isDay(from) || lacksReason || !isRestGiven) return false;
    props.send({ from, reason: reason.trim() });
    return true;
  };
  return (
    <FormDialog
      title={props.title}
      note={t('pages.chosen', { count: props.count })}
      submit={t('pages.submit')}
      error={props.act.error}
      isBusy={props.act.isUnderWay}
      onSubmit={submit}
      onClose={props.onClose}
    >
      {rest?.(isTried)}
      <Field
        name="from"
        label={t('pages.from')}
        fault={isTried && !isDay(from) ? ui('field.dayWrong') : undefined}
        width="half"
      >
        <DayInput value={from} onChange={setFrom} />
      </Field>
      <Field
        name="reason"
        label={t('pages.reason')}
        isOptional={!isReasonNeeded}
        fault={isTried && lacksReason ? ui('field.missing') : undefined}
      >
        <TextInput
          value={reason}
          maxLength={200}
          placeholder={t('pages.reasonExample')}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

export function JoinDialog({
  scheme,
  chosen,
  plans,
  onDone,
  onClose,
}: ChangeProps & { plans: readonly CoverPlanName[] }) {
  const t = useReliefTexts();
  const ui = useUiTexts();
  const [plan, setPlan] = useState('');
  const { act, error, isUnderWay } = useAct(joinCoverage, { changes });
  const needsPlan = scheme === 'staff_insurance';
  const send = async (given: { from: Day; reason: string }): Promise<void> => {
    const body = { personIds: [...chosen.keys()], plan: needsPlan ? plan : null, ...given };
    const answer = await act({ params: { scheme }, body });
    if (answer === undefined) return;
    const { joined: count, skipped } = answer;
    tell(t('pages.joined', { count }), skipped, t('pages.skippedTitle', { count: skipped.length }));
    onDone();
  };
  const options = plans.map((one) => ({
    value: one.code,
    label: t('pages.planMonths', { name: one.name, months: one.months }),
  }));
  const askPlan = (isTried: boolean) => (
    <Field name="plan" label={t('pages.plan')} fault={isTried && plan === '' ? ui('field.missing') : undefined}>
      <Select options={options} blank="—" value={plan} onChange={(event) => setPlan(event.target.value)} />
    </Field>
  );
  return (
    <ChangeForm
      title={t('pages.joinTitle')}
      count={chosen.size}
      act={{ error, isUnderWay }}
      isReasonNeeded={false}
      send={(given) => void send(given)}
      onClose={onClose}
      {...(needsPlan ? { rest: askPlan, isRestGiven: plan !== '' } : {})}
    />
  );
}

export function LeaveDialog({ scheme, chosen, onDone, onClose }: ChangeProps) {
  const t = useReliefTexts();
  const { act, error, isUnderWay } = useAct(leaveCoverage, { changes });
  const send = async (given: { from: Day; reason: string }): Promise<void> => {
    const answer = await act({ params: { scheme }, body: { personIds: [...chosen.keys()], ...given } });
    if (answer === undefined) return;
    const { left: count, skipped } = answer;
    tell(t('pages.leftDone', { count }), skipped, t('pages.skippedTitle', { count: skipped.length }));
    onDone();
  };
  return (
    <ChangeForm
      title={t('pages.leaveTitle')}
      count={chosen.size}
      act={{ error, isUnderWay }}
      isReasonNeeded
      send={(given) => void send(given)}
      onClose={onClose}
    />
  );
}
