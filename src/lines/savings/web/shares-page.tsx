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

/** What a sum would bring; while there is none yet, what there is to share. */
function Preview({ asked }: { asked: { associationId: string; year: number; sum: bigint } }) {
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const { data, error } = useCall(previewShares, { query: asked });
  if (error) return <p className="c-refuse t13">{messageOf(error, ui)}</p>;
  if (!data) return null;
  const shares = [
    { label: t('pages.shares.sharing'), value: formatNumber(data.sharing) },
    { label: t('pages.shares.largest'), value: formatMoney(data.largest) },
    { label: t('pages.shares.smallest'), value: formatMoney(data.smallest) },
  ];
  const undistributed = { label: t('pages.tally.undistributed'), value: formatMoney(data.undistributed) };
  return <Figures rows={asked.sum === 0n ? [undistributed] : [undistributed, ...shares]} />;
}

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
      <Preview asked={asked} />
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

type Asked = 'refuse' | 'approve' | 'undo';

function RunActs({ run, onAsk }: { run: Run; onAsk: (asked: Asked) => void }) {
  const t = useSavingsTexts();
  return (
    <>
      {run.abilities.decide ? (
        <>
          <Button onClick={() => onAsk('refuse')}>{t('pages.shares.refuse')}</Button>
          <Button kind="main" onClick={() => onAsk('approve')}>
            {t('pages.shares.approve')}
          </Button>
        </>
      ) : null}
      {run.abilities.undo ? <Button onClick={() => onAsk('undo')}>{t('pages.undo')}</Button> : null}
    </>
  );
}

/** What follows from approving, refusing or taking back, before it is done; the latter two with their reasons. */
function RunDialog({ run, asked, onClose }: { run: Run; asked: Asked; onClose: () => void }) {
  const t = useSavingsTexts();
  const decide = useAct(decideShares, { changes, onDone: onClose });
  const undo = useAct(undoShares, { changes, onDone: onClose });
  const params = { id: run.id };
  const titles = { refuse: t('pages.shares.refuse'), approve: t('pages.shares.approve'), undo: t('pages.undo') };
  return (
    <ConfirmDialog
      title={`${titles[asked]} · ${t('sources.shares', { year: run.year })}`}
      confirm={titles[asked]}
      asksReason={asked !== 'approve'}
      isBusy={decide.isUnderWay || undo.isUnderWay}
      error={decide.error ?? undo.error}
      onConfirm={(words) => {
        if (asked === 'undo') void undo.act({ params, body: { reason: words } });
        else void decide.act({ params, body: { isGranted: asked === 'approve', words } });
      }}
      onClose={onClose}
    >
      <p>{t(`pages.shares.${asked}Effect`, { sum: formatMoney(run.sum) })}</p>
    </ConfirmDialog>
  );
}

function RunCard({ run }: { run: Run }) {
  const t = useSavingsTexts();
  const language = useLanguage();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isShown, setShown] = useState(false);
  return (
    <Card title={t('sources.shares', { year: run.year })} acts={<RunActs run={run} onAsk={setAsked} />}>
      <div className="col g12">
        <div>
          <WorkTag state={run.state} />
        </div>
        {isUnderWay(run.state) ? <Progress progress={run.progress} /> : null}
        {run.fault ? <Note kind="refuse">{run.fault}</Note> : null}
        {run.refusal ? <Note>{t('pages.shares.refused', { reason: run.refusal })}</Note> : null}
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
      {asked === null ? null : <RunDialog run={run} asked={asked} onClose={() => setAsked(null)} />}
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
