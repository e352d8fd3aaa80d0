import { Button, Card, EmptyState, ErrorState, Segmented, Skeleton, showToast } from '#ui';
import { FormDialog } from '#engines/roster/web';
import { Field, TextInput, messageOf, useAct, useCall, useSearch, useUiTexts } from '#ui';
import { useState } from 'react';
import type { ContestWhole } from '../../contests/contract';
import { type AttemptShown, type MeasuredSheet, drawHeats, saveAttempt, showMeasured } from '../../measured/contract';
import { changes } from '../contests/changes';
import { Places } from '../contests/ranking-part';
import { AttemptDialog } from './attempt-dialog';
import { useMeasuredTerms, useMeasuredTexts } from './texts';
import './measured.css';

type Entrant = MeasuredSheet['entrants'][number];
interface Cell {
  contest: ContestWhole;
  sheet: MeasuredSheet;
  entrant: Entrant;
  round: number;
  attempt: number;
}

const NUMBER = /^\d{1,12}(\.\d{1,6})?$/;

/** A figure typed where it stands; Enter saves it and goes to the next. What is more than a figure opens the dialog. */
function AttemptCell({ contest, sheet, entrant, round, attempt }: Cell) {
  const t = useMeasuredTexts();
  const terms = useMeasuredTerms();
  const ui = useUiTexts();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const found = sheet.attempts.find(
    (one) => one.entrant === entrant.id && one.round === round && one.attempt === attempt,
  );
  const { act, error, isUnderWay } = useAct(saveAttempt, {
    changes: [showMeasured, ...changes],
    onDone: () => setText(''),
  });
  const label = t('sheet.cell', { name: entrant.name, attempt });
  const standing: AttemptShown | undefined = found?.state === 'void' ? undefined : found;
  const shown =
    standing === undefined
      ? t('sheet.enter')
      : standing.state === 'valid'
        ? (standing.worth ?? '')
        : terms(`attemptStates.${standing.state}`);
  const save = (): void => {
    if (!NUMBER.test(text.trim()) || isUnderWay) return;
    const body = {
      entrantId: entrant.id,
      round,
      attempt,
      value: text.trim(),
      version: found?.version ?? 0,
      reason: '',
    };
    void act({ params: { id: contest.id }, body: found ? { ...body, reason: t('sheet.anew') } : body });
  };
  return (
    <div className="col g4">
      <span className="row g4">
        {standing || sheet.rules.legs > 0 || sheet.rules.second ? (
          <button type="button" className="ms-cell" aria-label={`${label} ${shown}`} onClick={() => setOpen(true)}>
            {shown}
          </button>
        ) : (
          <>
            <FigureInput label={label} value={text} onType={setText} onSave={save} />
            <Button size="sm" onClick={() => setOpen(true)}>
              {t('sheet.more')}
            </Button>
          </>
        )}
      </span>
      {error ? (
        <span className="c-refuse t12" role="alert">
          {messageOf(error, ui)}
        </span>
      ) : null}
      {isOpen ? (
        <AttemptDialog
          {...{ contest, rules: sheet.rules, entrant, round, attempt, standing: found ?? null }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}

interface FigureProps {
  label: string;
  value: string;
  onType: (text: string) => void;
  onSave: () => void;
}

function FigureInput({ label, value, onType, onSave }: FigureProps) {
  return (
    <TextInput
      aria-label={label}
      inputMode="decimal"
      className="ms-input"
      value={value}
      onChange={(event) => onType(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        // Leaving the field saves it.
        nextInput(event.currentTarget);
      }}
      onBlur={onSave}
    />
  );
}

/** The next figure of the sheet that waits to be typed. */
function nextInput(from: HTMLElement): void {
  const all = [...(from.closest('.ms-sheet')?.querySelectorAll<HTMLInputElement>('input.ms-input') ?? [])];
  all[all.findIndex((one) => one === from) + 1]?.focus();
}

/** Those who start in a round: by heat and lane where they are drawn, else by number. */
function startersOf(sheet: MeasuredSheet, round: number): { entrant: Entrant; place: string }[] {
  const own = sheet.rounds[round - 1];
  const starters = new Set(own?.starters);
  const lanes = (own?.heats ?? []).flatMap(({ heat, places }) =>
    places.map(({ lane, entrantId }) => ({ entrantId, place: `${heat}-${lane}` })),
  );
  const order = new Map(lanes.map(({ entrantId, place }, i) => [entrantId, { place, i }]));
  const attempted = new Set(sheet.attempts.filter((one) => one.round === round).map(({ entrant }) => entrant));
  return sheet.entrants
    .filter(({ id }) => starters.has(id) || attempted.has(id))
    .map((entrant) => ({ entrant, place: order.get(entrant.id)?.place ?? '' }))
    .sort((a, b) => (order.get(a.entrant.id)?.i ?? 1e6) - (order.get(b.entrant.id)?.i ?? 1e6));
}

function HeatsDialog({ contest, round, onClose }: { contest: ContestWhole; round: number; onClose: () => void }) {
  const t = useMeasuredTexts();
  const [lanes, setLanes] = useState('4');
  const [seed, setSeed] = useState('');
  const { act, error, isUnderWay } = useAct(drawHeats, {
    changes: [showMeasured, ...changes],
    onDone: () => (showToast(t('heats.done')), onClose()),
  });
  const count = /^\d{1,3}$/.test(lanes.trim()) ? Number(lanes) : 0;
  const submit = (): boolean => {
    if (count < 1) return false;
    void act({ params: { id: contest.id }, body: { round, lanes: count, seed: seed.trim(), isAnew: true } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('heats.act'), submit: t('heats.save'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}
      effect={t('heats.what')}
    >
      <Field label={t('heats.lanes')} width="half" fault={count < 1 ? t('heats.lanesFault') : undefined}>
        <TextInput inputMode="numeric" value={lanes} onChange={(event) => setLanes(event.target.value)} />
      </Field>
      <Field label={t('heats.seed')} width="half" isOptional>
        <TextInput maxLength={64} value={seed} onChange={(event) => setSeed(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

function Round({ contest, sheet, round }: { contest: ContestWhole; sheet: MeasuredSheet; round: number }) {
  const t = useMeasuredTexts();
  const [isDrawing, setDrawing] = useState(false);
  const rows = startersOf(sheet, round);
  const attempts = Array.from({ length: sheet.rules.attempts }, (_none, i) => i + 1);
  const hasBegun = sheet.attempts.some((one) => one.round === round);
  const mayDraw = contest.abilities.amend !== false && !hasBegun && rows.length > 1;
  return (
    <Card
      title={<span lang="zh-CN">{sheet.rounds[round - 1]?.name ?? ''}</span>}
      note={t('sheet.count', { count: rows.length })}
      acts={mayDraw ? <Button onClick={() => setDrawing(true)}>{t('heats.act')}</Button> : null}
      flush
    >
      {rows.length === 0 ? (
        <EmptyState title={t('sheet.notOpen')}>{t('sheet.notOpenAdvice')}</EmptyState>
      ) : (
        <div className="scroll-x">
          <table className="tbl ms-sheet">
            <thead>
              <tr>
                <th className="num">{t('sheet.number')}</th>
                <th>{t('sheet.entrant')}</th>
                <th>{t('sheet.unit')}</th>
                <th>{t('sheet.place')}</th>
                {attempts.map((attempt) => (
                  <th key={attempt}>
                    {t('sheet.attempt', { attempt })}（{sheet.rules.unit}）
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ entrant, place }) => (
                <tr key={entrant.id}>
                  <td className="num">{entrant.number ?? ''}</td>
                  <td lang="zh-CN">{entrant.name}</td>
                  <td lang="zh-CN">{entrant.unit}</td>
                  <td className="nw">{place}</td>
                  {attempts.map((attempt) => (
                    <td key={attempt}>
                      <AttemptCell {...{ contest, sheet, entrant, round, attempt }} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isDrawing ? <HeatsDialog contest={contest} round={round} onClose={() => setDrawing(false)} /> : null}
    </Card>
  );
}

/** Where results come in, round by round, and how they stand now. */
export default function MeasuredResults({ contest }: { contest: ContestWhole }) {
  const t = useMeasuredTexts();
  const [search, setSearch] = useSearch();
  const answer = useCall(showMeasured, { params: { id: contest.id } });
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const sheet = answer.data;
  if (!sheet) return <Skeleton lines={6} />;
  const round = Math.min(Math.max(Number(search.round ?? 1) || 1, 1), sheet.rounds.length);
  const names = new Map(sheet.entrants.map((one) => [one.id, { name: one.name, unit: one.unit, number: one.number }]));
  return (
    <div className="col g16">
      {sheet.rounds.length > 1 ? (
        <Segmented
          label={t('sheet.rounds')}
          value={String(round)}
          options={sheet.rounds.map(({ number, name }) => ({ value: String(number), label: name }))}
          onChange={(value) => setSearch({ round: value })}
        />
      ) : null}
      <Round contest={contest} sheet={sheet} round={round} />
      <Places
        shown={{
          ranking: { groups: sheet.standing },
          entrants: Object.fromEntries(names),
          groups: Object.fromEntries(contest.groups.map(({ id, name }) => [id, name])),
          units: [],
        }}
      />
    </div>
  );
}
