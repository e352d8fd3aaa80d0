import {
  Button,
  Card,
  ConfirmDialog,
  EmptyState,
  Note,
  ToneTag,
  formatMoment,
  showToast,
  useAct,
  useLanguage,
} from '#ui';
import { useState } from 'react';
import { type PanelSheet, revealScores, setVoting, showPanel, signRound } from '../../panels/contract';
import { changes } from '../contests/changes';
import { DeskMarkDialog, type Place, TimeDialog } from './desk-dialog';
import { usePanelTexts } from './texts';
import './panels.css';

type Round = PanelSheet['rounds'][number];
interface Props {
  id: string;
  sheet: PanelSheet;
  round: Round;
}

/** Who has marked: a sign for each seat; those that the desk enters open their form. */
function Seats({ place, given }: { place: Place; given: readonly number[] }) {
  const t = usePanelTexts();
  const [seat, setSeat] = useState<number | null>(null);
  const { sheet, part, entrant } = place;
  const isDesk = part.by === 'desk';
  const seats = isDesk ? [{ seat: 0, name: t('desk.seat'), isByDesk: true }] : sheet.judges;
  const aside = new Set(sheet.conflicts.filter(({ entrantId }) => entrantId === entrant.id).map((one) => one.seat));
  return (
    <span className="row g4 wrap">
      {seats.map(({ seat: own, name, isByDesk }) => {
        const state = aside.has(own) ? 'aside' : given.includes(own) ? 'given' : 'open';
        const label = t(`sheet.seat.${state}`, { who: name });
        const sign = `${isDesk ? '' : own}${{ aside: ' –', given: ' ✓', open: ' ·' }[state]}`;
        return isByDesk && state === 'open' && sheet.abilities.record ? (
          <Button key={own} size="sm" title={label} onClick={() => setSeat(own)}>
            {isDesk ? t('desk.enter') : t('desk.enterFor', { seat: own })}
          </Button>
        ) : (
          <span key={own} className={`pn-seat ${state}`} title={label} role="img" aria-label={label}>
            {sign}
          </span>
        );
      })}
      {seat === null ? null : (
        <DeskMarkDialog
          {...place}
          seat={seat}
          who={seats.find((one) => one.seat === seat)?.name ?? ''}
          onClose={() => setSeat(null)}
        />
      )}
    </span>
  );
}

function TimeCell({ place }: { place: Place }) {
  const t = usePanelTexts();
  const [isOpen, setOpen] = useState(false);
  const { sheet, round, part, entrant } = place;
  const known = sheet.times.find((one) => one.entrantId === entrant.id && one.round === round && one.part === part.key);
  const words = known === undefined ? t('time.enter') : t('time.figure', { seconds: known.seconds });
  const isFixed = sheet.rounds[round - 1]?.signedAt !== null || !sheet.abilities.record;
  return (
    <>
      {isFixed ? (
        <span>{known === undefined ? '—' : words}</span>
      ) : (
        <Button size="sm" onClick={() => setOpen(true)}>
          {words}
        </Button>
      )}
      {isOpen ? <TimeDialog {...place} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Reveal({ id, round, entrantId }: { id: string; round: Round; entrantId: string }) {
  const t = usePanelTexts();
  const { act, isUnderWay } = useAct(revealScores, { changes: [showPanel] });
  if (round.revealed.includes(entrantId)) return <ToneTag tone="kept">{t('reveal.shown')}</ToneTag>;
  return (
    <Button
      size="sm"
      isBusy={isUnderWay}
      onClick={() => void act({ params: { id, round: round.number }, body: { entrantId } })}
    >
      {t('reveal.one')}
    </Button>
  );
}

function Rows({ id, sheet, round }: Props) {
  const t = usePanelTexts();
  const entrants = new Map(sheet.entrants.map((one) => [one.id, one]));
  const totals = new Map((round.scores ?? []).map(({ entrantId, total }) => [entrantId, total]));
  const { parts } = sheet.rules;
  const mayReveal = round.signedAt !== null && sheet.abilities.reveal === true;
  return (
    <div className="scroll-x">
      <table className="tbl">
        <thead>
          <tr>
            <th className="num">{t('sheet.number')}</th>
            <th>{t('sheet.entrant')}</th>
            {parts.map((part) => (
              <th key={part.key} lang="zh-CN">
                {part.name}
              </th>
            ))}
            <th className="num">{t('sheet.score')}</th>
            {mayReveal ? <th>{t('reveal.title')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {round.starters.map((entrantId) => {
            const entrant = entrants.get(entrantId)!;
            return (
              <tr key={entrantId}>
                <td className="num">{entrant.number ?? ''}</td>
                <td lang="zh-CN">
                  {entrant.name} <span className="dim">{entrant.unit}</span>
                </td>
                {parts.map((part) => {
                  const given = round.given.find((one) => one.entrantId === entrantId && one.part === part.key);
                  const place = { id, sheet, round: round.number, part, entrant };
                  return (
                    <td key={part.key}>
                      <div className="row g8 wrap">
                        <Seats place={place} given={given?.seats ?? []} />
                        {part.time ? <TimeCell place={place} /> : null}
                      </div>
                    </td>
                  );
                })}
                <td className="num">{totals.get(entrantId) ?? '—'}</td>
                {mayReveal ? (
                  <td>
                    <Reveal {...{ id, round, entrantId }} />
                  </td>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Acts({ id, sheet, round }: Props) {
  const t = usePanelTexts();
  const [isSigning, setSigning] = useState(false);
  const said = { changes: [showPanel, ...changes] };
  const sign = useAct(signRound, { ...said, onDone: () => (showToast(t('sign.done')), setSigning(false)) });
  const reveal = useAct(revealScores, said);
  const voting = useAct(setVoting, said);
  const params = { id, round: round.number };
  const hasAudience = Number(sheet.rules.rounds[round.number - 1]?.audience ?? '0') > 0;
  const isSigned = round.signedAt !== null;
  return (
    <>
      {hasAudience && !isSigned && sheet.abilities.record ? (
        <Button
          isBusy={voting.isUnderWay}
          onClick={() => void voting.act({ params, body: { isVoting: !round.isVoting } })}
        >
          {t(round.isVoting ? 'voting.close' : 'voting.open')}
        </Button>
      ) : null}
      {isSigned && sheet.abilities.reveal && round.revealed.length < round.starters.length ? (
        <Button isBusy={reveal.isUnderWay} onClick={() => void reveal.act({ params, body: { entrantId: null } })}>
          {t('reveal.all')}
        </Button>
      ) : null}
      {!isSigned && sheet.abilities.sign && round.starters.length > 0 ? (
        <Button
          kind="main"
          onClick={() => setSigning(true)}
          {...(round.missing.length > 0 ? { whyNot: t('sign.lacks', { count: round.missing.length }) } : {})}
        >
          {t('sign.act')}
        </Button>
      ) : null}
      {isSigning ? (
        <ConfirmDialog
          {...{ title: t('sign.title', { round: round.name }), confirm: t('sign.act'), error: sign.error }}
          {...{ isBusy: sign.isUnderWay, onClose: () => setSigning(false) }}
          onConfirm={() => void sign.act({ params, body: {} })}
        >
          <p>{t('sign.what')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** One round: who appears, who has marked, what is still missing, and how it is signed and shown. */
export function RoundCard(props: Props) {
  const { sheet, round } = props;
  const t = usePanelTexts();
  const language = useLanguage();
  const names = new Map(sheet.entrants.map(({ id, name }) => [id, name]));
  const note = round.signedAt
    ? t('sign.signed', { name: round.signedByName, at: formatMoment(round.signedAt, language) })
    : t('sheet.count', { count: round.count, wanted: round.wanted });
  return (
    <Card title={<span lang="zh-CN">{round.name}</span>} note={note} acts={<Acts {...props} />} flush>
      {round.starters.length === 0 ? (
        <EmptyState title={t('sheet.notOpen')}>{t('sheet.notOpenAdvice')}</EmptyState>
      ) : (
        <Rows {...props} />
      )}
      {round.isVoting || round.voters > 0 ? (
        <p className="pn-note dim">{t('voting.count', { count: round.voters })}</p>
      ) : null}
      {round.outliers.length === 0 ? null : (
        <div className="pn-note">
          <Note>
            {t('sheet.outliers')}
            <ul>
              {round.outliers.map(({ entrantId, part, seat, mark, median }) => (
                <li key={`${entrantId} ${part} ${seat}`}>
                  {t('sheet.outlier', { name: names.get(entrantId) ?? '', seat, mark, median })}
                </li>
              ))}
            </ul>
          </Note>
        </div>
      )}
    </Card>
  );
}
