import { isDay } from '#kernel/contract';
import { type CoverageScheme, joinCoverage, leaveCoverage, listCovered, showCoverage } from '../../contract';
import { FormDialog } from '#engines/roster/web';
import { DayInput, Field, Select, TextInput, showToast, useAct, useToday, useUiTexts } from '#ui';
import { useState } from 'react';
import { useReliefTexts } from '../texts';

export interface CoverPlanName {
  code: string;
  name: string;
  months: number;
}

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

/** The day on which it begins, and why where a reason is known. */
function DayAndReason(props: {
  from: string;
  setFrom: (from: string) => void;
  reason: string;
  setReason: (reason: string) => void;
  faults: { from: string | undefined; reason: string | undefined };
  isReasonNeeded: boolean;
}) {
  const t = useReliefTexts();
  return (
    <>
      <Field name="from" label={t('pages.from')} fault={props.faults.from} width="half">
        <DayInput value={props.from} onChange={props.setFrom} />
      </Field>
      <Field name="reason" label={t('pages.reason')} isOptional={!props.isReasonNeeded} fault={props.faults.reason}>
        <TextInput
          value={props.reason}
          maxLength={200}
          placeholder={t('pages.reasonExample')}
          onChange={(event) => props.setReason(event.target.value)}
        />
      </Field>
    </>
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
  const [from, setFrom] = useState(useToday());
  const [plan, setPlan] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(joinCoverage, { changes });
  const needsPlan = scheme === 'staff_insurance';
  const isComplete = isDay(from) && (!needsPlan || plan !== '');
  const submit = (): boolean => {
    setTried(true);
    if (!isComplete) return false;
    const body = { personIds: [...chosen.keys()], from, plan: needsPlan ? plan : null, reason: reason.trim() };
    void act({ params: { scheme }, body }).then((answer) => {
      if (answer === undefined) return;
      tell(
        t('pages.joined', { count: answer.joined }),
        answer.skipped,
        t('pages.skippedTitle', { count: answer.skipped.length }),
      );
      onDone();
    });
    return true;
  };
  const options = plans.map((one) => ({
    value: one.code,
    label: t('pages.planMonths', { name: one.name, months: one.months }),
  }));
  return (
    <FormDialog
      title={t('pages.joinTitle')}
      note={t('pages.chosen', { count: chosen.size })}
      submit={t('pages.submit')}
      error={error}
      isBusy={isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      {needsPlan ? (
        <Field name="plan" label={t('pages.plan')} fault={isTried && plan === '' ? ui('field.missing') : undefined}>
          <Select options={options} blank="—" value={plan} onChange={(event) => setPlan(event.target.value)} />
        </Field>
      ) : null}
      <DayAndReason
        {...{ from, setFrom, reason, setReason }}
        faults={{ from: isTried && !isDay(from) ? ui('field.dayWrong') : undefined, reason: undefined }}
        isReasonNeeded={false}
      />
    </FormDialog>
  );
}

export function LeaveDialog({ scheme, chosen, onDone, onClose }: ChangeProps) {
  const t = useReliefTexts();
  const ui = useUiTexts();
  const [from, setFrom] = useState(useToday());
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(leaveCoverage, { changes });
  const submit = (): boolean => {
    setTried(true);
    if (!isDay(from) || reason.trim() === '') return false;
    const body = { personIds: [...chosen.keys()], from, reason: reason.trim() };
    void act({ params: { scheme }, body }).then((answer) => {
      if (answer === undefined) return;
      tell(
        t('pages.leftDone', { count: answer.left }),
        answer.skipped,
        t('pages.skippedTitle', { count: answer.skipped.length }),
      );
      onDone();
    });
    return true;
  };
  return (
    <FormDialog
      title={t('pages.leaveTitle')}
      note={t('pages.chosen', { count: chosen.size })}
      submit={t('pages.submit')}
      error={error}
      isBusy={isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <DayAndReason
        {...{ from, setFrom, reason, setReason }}
        faults={{
          from: isTried && !isDay(from) ? ui('field.dayWrong') : undefined,
          reason: isTried && reason.trim() === '' ? ui('field.missing') : undefined,
        }}
        isReasonNeeded
      />
    </FormDialog>
  );
}
