import { FormDialog } from '#engines/roster/web';
import { isDay, type EndpointResponse } from '#kernel/contract';
import {
  Button,
  Card,
  ConfirmDialog,
  DayInput,
  EmptyState,
  ErrorState,
  Field,
  MoneyInput,
  Note,
  Select,
  Skeleton,
  TextInput,
  formatDay,
  formatMoney,
  formatNumber,
  messageOf,
  parseMoney,
  useAct,
  useCall,
  useLanguage,
  useRows,
  useToday,
  useUiTexts,
} from '#ui';
import { PageHead } from '#ui/desktop';
import { useState } from 'react';
import {
  type Association,
  decideShares,
  listShareRows,
  listShares,
  previewShares,
  proposeShares,
  showControl,
  undoShares,
} from '../contract';
import { Sections, WithAssociation } from './association';
import { Figures, Progress, WorkTag, isUnderWay } from './pieces';
import { useSavingsTexts } from './texts';

type Shares = EndpointResponse<typeof listShares>;
type Run = Shares['rows'][number];
const changes = [listShares, listShareRows, showControl];
const LOOKS_EVERY = 1000;
const YEARS_BACK = 5;

/** Proposes a sum, with what it would bring while it is typed. */
function ProposeDialog({ association, onClose }: { association: Association; onClose: () => void }) {
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const today = useToday();
  const thisYear = Number(today.slice(0, 4));
  const [values, setValues] = useState({ year: String(thisYear - 1), sum: '', postedOn: today, decision: '' });
  const [isTried, setTried] = useState(false);
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const propose = useAct(proposeShares, { changes, onDone: onClose });
  const sum = parseMoney(values.sum);
  const asked = { associationId: association.id, year: Number(values.year), sum: sum !== null && sum > 0n ? sum : 0n };
  const preview = useCall(previewShares, { query: asked });
  const faults = {
    sum: asked.sum === 0n ? t('pages.money.wrong') : undefined,
    postedOn: isDay(values.postedOn) ? undefined : ui('field.dayWrong'),
    decision: values.decision.trim().length < 2 ? ui('field.missing') : undefined,
  };
  const show = (fault: string | undefined) => (isTried ? fault : undefined);
  const send = (): boolean => {
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== undefined)) return false;
    void propose.act({ body: { ...asked, postedOn: values.postedOn, decision: values.decision.trim() } });
    return true;
  };
  return (
    <FormDialog
      title={t('pages.shares.propose')}
      effect={t('pages.shares.effect')}
      submit={t('pages.shares.propose')}
      error={propose.error}
      isBusy={propose.isUnderWay}
      onSubmit={send}
      onClose={onClose}
    >
      <Field label={t('pages.shares.year')} width="half">
        <Select
          options={Array.from({ length: YEARS_BACK }, (_, back) => String(thisYear - back)).map((value) => ({
            ...{ value, label: value },
          }))}
          value={values.year}
          onChange={(event) => set({ year: event.target.value })}
        />
      </Field>
      <Field label={t('pages.shares.sum')} width="half" fault={show(faults.sum)}>
        <MoneyInput value={values.sum} onChange={(event) => set({ sum: event.target.value })} />
      </Field>
      <Field label={t('pages.lists.postedOn')} width="half" fault={show(faults.postedOn)}>
        <DayInput value={values.postedOn} yearAtHand={thisYear} onChange={(postedOn) => set({ postedOn })} />
      </Field>
      <Field label={t('pages.shares.decision')} fault={show(faults.decision)}>
        <TextInput
          maxLength={200}
          value={values.decision}
          onChange={(event) => set({ decision: event.target.value })}
        />
      </Field>
      {preview.error ? <p className="c-refuse t13">{messageOf(preview.error, ui)}</p> : null}
      {preview.data ? (
        <Figures
          rows={[
            { label: t('pages.tally.undistributed'), value: formatMoney(preview.data.undistributed) },
            { label: t('pages.shares.sharing'), value: formatNumber(preview.data.sharing) },
            { label: t('pages.shares.largest'), value: formatMoney(preview.data.largest) },
            { label: t('pages.shares.smallest'), value: formatMoney(preview.data.smallest) },
          ]}
        />
      ) : null}
    </FormDialog>
  );
}

function ShareRows({ id }: { id: string }) {
  const t = useSavingsTexts();
  const rows = useRows(listShareRows, { params: { id } });
  return (
    <>
      <table className="sv-rows">
        <tbody>
          {rows.rows.map(({ accountId, number, person, amount }) => (
            <tr key={accountId}>
              <td>{t('pages.number', { number })}</td>
              <td>{person.name}</td>
              <td>{person.unitName}</td>
              <td className="num">{formatMoney(amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.hasMore ? <Button onClick={rows.more}>{t('pages.more')}</Button> : null}
    </>
  );
}

function RunActs(props: { run: Run; isBusy: boolean; onDecide: (isGranted: boolean) => void; onUndo: () => void }) {
  const { run, isBusy, onDecide, onUndo } = props;
  const t = useSavingsTexts();
  return (
    <>
      {run.abilities.decide ? (
        <>
          <Button isBusy={isBusy} onClick={() => onDecide(false)}>
            {t('pages.shares.refuse')}
          </Button>
          <Button kind="main" isBusy={isBusy} onClick={() => onDecide(true)}>
            {t('pages.shares.approve')}
          </Button>
        </>
      ) : null}
      {run.abilities.undo ? <Button onClick={() => onUndo()}>{t('pages.undo')}</Button> : null}
    </>
  );
}

function RunCard({ run }: { run: Run }) {
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const [isUndoing, setUndoing] = useState(false);
  const [isShown, setShown] = useState(false);
  const decide = useAct(decideShares, { changes });
  const undo = useAct(undoShares, { changes, onDone: () => setUndoing(false) });
  const params = { id: run.id };
  const act = (isGranted: boolean) => void decide.act({ params, body: { isGranted } });
  return (
    <Card
      title={t('sources.shares', { year: run.year })}
      acts={<RunActs run={run} isBusy={decide.isUnderWay} onDecide={act} onUndo={() => setUndoing(true)} />}
    >
      <div className="col g12">
        <div>
          <WorkTag state={run.state} />
        </div>
        {isUnderWay(run.state) ? <Progress progress={run.progress} /> : null}
        {run.fault ? <Note kind="refuse">{run.fault}</Note> : null}
        {decide.error ? <Note kind="refuse">{messageOf(decide.error, ui)}</Note> : null}
        <Figures
          rows={[
            { label: t('pages.shares.sum'), value: formatMoney(run.sum) },
            ...(run.counts.sharing === undefined
              ? []
              : [{ label: t('pages.shares.sharing'), value: formatNumber(run.counts.sharing) }]),
            { label: t('pages.lists.postedOn'), value: formatDay(run.postedOn, language) },
          ]}
        />
        <p className="dim t13">
          {[
            run.decision,
            t('pages.shares.proposedBy', { name: run.createdByName }),
            ...(run.decidedByName === null ? [] : [t('pages.loans.decidedBy', { name: run.decidedByName })]),
            t(run.rule.balance === '每天' ? 'pages.shares.byEachDay' : 'pages.shares.byYearEnd'),
          ].join(' · ')}
        </p>
        {run.undoReason ? (
          <Note>{t('pages.undoneBy', { name: run.undoneByName ?? '', reason: run.undoReason })}</Note>
        ) : null}
        {run.state === 'done' ? (
          <div className="row">
            <Button kind="text" onClick={() => setShown(!isShown)}>
              {t(isShown ? 'pages.shares.hideRows' : 'pages.shares.showRows')}
            </Button>
          </div>
        ) : null}
        {isShown ? <ShareRows id={run.id} /> : null}
      </div>
      {isUndoing ? (
        <ConfirmDialog
          title={t('pages.undo')}
          confirm={t('pages.undo')}
          asksReason
          isBusy={undo.isUnderWay}
          error={undo.error}
          onConfirm={(reason) => void undo.act({ params, body: { reason } })}
          onClose={() => setUndoing(false)}
        >
          <p>{t('pages.shares.undoEffect')}</p>
        </ConfirmDialog>
      ) : null}
    </Card>
  );
}

function SharesOf({ association }: { association: Association }) {
  const t = useSavingsTexts();
  const [isProposing, setProposing] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const query = { associationId: association.id };
  const answer = useCall(listShares, { query }, isBusy ? { refetchEvery: LOOKS_EVERY } : {});
  const { data } = answer;
  const isWorking = data?.rows.some((run) => isUnderWay(run.state)) ?? false;
  if (isWorking !== isBusy) setBusy(isWorking);
  return (
    <>
      <PageHead
        title={t('name')}
        note={association.unit.name}
        acts={
          association.abilities.write ? (
            <Button icon="plus" kind="main" onClick={() => setProposing(true)}>
              {t('pages.shares.propose')}
            </Button>
          ) : null
        }
      />
      <Sections here="shares" association={association.id} />
      {answer.isPending ? <Skeleton lines={6} /> : null}
      {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data ? (
        <Card>
          <Figures rows={[{ label: t('pages.tally.undistributed'), value: formatMoney(data.undistributed) }]} />
          <p className="dim t13">{t('pages.shares.noRate')}</p>
        </Card>
      ) : null}
      {data?.rows.length === 0 ? (
        <Card>
          <EmptyState icon="finance" title={t('pages.shares.none')}>
            {t('pages.shares.noneAdvice')}
          </EmptyState>
        </Card>
      ) : null}
      {data?.rows.map((run) => (
        <RunCard key={run.id} run={run} />
      ))}
      {isProposing ? <ProposeDialog association={association} onClose={() => setProposing(false)} /> : null}
    </>
  );
}

/** What was earned and how it was shared, year by year. */
export default function SharesPage() {
  return <WithAssociation>{(association) => <SharesOf association={association} />}</WithAssociation>;
}
