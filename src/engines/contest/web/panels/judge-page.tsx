import { EmptyState, ErrorState, Segmented, Skeleton, useCall, useParams, useSearch } from '#ui';
import { EntriesAbout, PhoneHead } from '#ui/phone';
import { showJudging, type JudgeSheet } from '../../panels/contract';
import { aboutPanel } from './about';
import { BallotCard } from './ballot-card';
import { usePanelTexts } from './texts';
import './panels.css';

type Round = JudgeSheet['rounds'][number];

/** Where the judge is with an entrant; told by a sign, so that it isn't told by colour alone. */
function markOf(sheet: JudgeSheet, round: Round, entrant: Round['entrants'][number]): 'aside' | 'signed' | 'open' {
  if (entrant.recused) return 'aside';
  const isSigned = sheet.ballots.some(
    (one) => one.entrantId === entrant.id && one.round === round.number && one.isSigned,
  );
  return isSigned ? 'signed' : 'open';
}

function Numbers({
  sheet,
  round,
  chosen,
  onChoose,
}: {
  sheet: JudgeSheet;
  round: Round;
  chosen: string;
  onChoose: (id: string) => void;
}) {
  const t = usePanelTexts();
  return (
    <div className="row g8 wrap" role="group" aria-label={t('judge.entrants')}>
      {round.entrants.map((entrant, i) => {
        const mark = markOf(sheet, round, entrant);
        return (
          <button
            key={entrant.id}
            type="button"
            className="chip"
            aria-pressed={entrant.id === chosen}
            aria-label={t(`judge.states.${mark}`, { number: entrant.number ?? i + 1 })}
            onClick={() => onChoose(entrant.id)}
          >
            {entrant.number ?? i + 1}
            {mark === 'open' ? '' : mark === 'signed' ? ' ✓' : ' –'}
          </button>
        );
      })}
    </div>
  );
}

function Sheet({ sheet }: { sheet: JudgeSheet }) {
  const t = usePanelTexts();
  const [search, setSearch] = useSearch();
  const open = sheet.rounds.filter(({ entrants }) => entrants.length > 0);
  const round =
    open.find(({ number }) => String(number) === search.round) ?? open.find((one) => !one.isSigned) ?? open.at(-1);
  if (!sheet.isRunning || round === undefined)
    return <EmptyState title={t('judge.notRunning')}>{t('judge.notRunningAdvice')}</EmptyState>;
  const entrant =
    round.entrants.find(({ id }) => id === search.entrant) ??
    round.entrants.find((one) => markOf(sheet, round, one) === 'open') ??
    round.entrants[0]!;
  const done = round.entrants.filter((one) => markOf(sheet, round, one) !== 'open').length;
  return (
    <>
      {open.length > 1 ? (
        <Segmented
          label={t('judge.rounds')}
          value={String(round.number)}
          options={open.map(({ number, name }) => ({ value: String(number), label: name }))}
          onChange={(value) => setSearch({ round: value, entrant: '' })}
        />
      ) : null}
      <p className="dim">{t('judge.progress', { done, count: round.entrants.length })}</p>
      <Numbers {...{ sheet, round }} chosen={entrant.id} onChoose={(id) => setSearch({ entrant: id })} />
      <BallotCard {...{ sheet, round, entrant }} />
    </>
  );
}

/** The judge's own page: one entrant at a time, the own marks only. It works without network. */
export default function JudgePage() {
  const t = usePanelTexts();
  const { contestId = '' } = useParams();
  const answer = useCall(showJudging, { params: { id: contestId } }, { isKept: true });
  const sheet = answer.data;
  return (
    <>
      <PhoneHead
        title={sheet?.contest.name ?? t('judge.title')}
        back="/me"
        note={sheet ? t(sheet.isChair ? 'judge.rowChair' : 'judge.row', { seat: sheet.seat }) : undefined}
      />
      <div className="pbody">
        <EntriesAbout about={aboutPanel(contestId)} />
        {sheet ? (
          <Sheet sheet={sheet} />
        ) : answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={8} />
        )}
      </div>
    </>
  );
}
