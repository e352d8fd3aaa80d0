import { Button, Card, ErrorState, Skeleton, ToneTag, useCall } from '#ui';
import { useState } from 'react';
import type { ContestWhole } from '../../contests/contract';
import { type PanelSheet, showPanel } from '../../panels/contract';
import { Places } from '../contests/ranking-part';
import { JudgesDialog } from './judges-dialog';
import { RoundCard } from './round-card';
import { usePanelTerms, usePanelTexts } from './texts';
import './panels.css';

/** Who judges, and who stands aside for whom. */
function Judges({ id, sheet }: { id: string; sheet: PanelSheet }) {
  const t = usePanelTexts();
  const terms = usePanelTerms();
  const [isOpen, setOpen] = useState(false);
  const entrants = new Map(sheet.entrants.map(({ id: entrantId, name }) => [entrantId, name]));
  const acts = sheet.abilities.seat ? <Button onClick={() => setOpen(true)}>{t('judges.set')}</Button> : null;
  return (
    <Card title={t('judges.title')} note={t('judges.count', { count: sheet.judges.length })} acts={acts}>
      {sheet.judges.length === 0 ? <p className="dim">{t('judges.none')}</p> : null}
      <ol className="col g8 pn-seats">
        {sheet.judges.map(({ seat, name, unit, isChair, isByDesk, isMachine }) => {
          const aside = sheet.conflicts.filter((one) => one.seat === seat);
          return (
            <li key={seat}>
              <span className="row g8 wrap">
                <b lang="zh-CN">
                  {seat} · {name}
                </b>
                <span className="dim" lang="zh-CN">
                  {unit}
                </span>
                {isChair ? <ToneTag tone="going">{t('judges.chair')}</ToneTag> : null}
                {isByDesk ? <ToneTag tone="none">{t(isMachine ? 'judges.machine' : 'judges.byDesk')}</ToneTag> : null}
              </span>
              {aside.length === 0 ? null : (
                <span className="dim t13">
                  {t('judges.aside')}
                  <span lang="zh-CN">
                    {aside
                      .map(
                        ({ entrantId, ground }) => `${entrants.get(entrantId) ?? ''}（${terms(`grounds.${ground}`)}）`,
                      )
                      .join('、')}
                  </span>
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {isOpen ? <JudgesDialog {...{ id, sheet }} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function Standing({ sheet, groups }: { sheet: PanelSheet; groups: Readonly<Record<string, string>> }) {
  const t = usePanelTexts();
  if (sheet.standing === null) return <p className="dim">{t('sheet.secret')}</p>;
  const entrants = Object.fromEntries(sheet.entrants.map(({ id, name, unit, number }) => [id, { name, unit, number }]));
  return <Places shown={{ ranking: { groups: sheet.standing }, entrants, groups, units: [] }} />;
}

/** The sheet of a judged contest: its panel, its rounds with who has marked, how they stand. */
export function PanelPart({
  contestId,
  groups = {},
}: {
  contestId: string;
  groups?: Readonly<Record<string, string>>;
}) {
  const answer = useCall(showPanel, { params: { id: contestId } });
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const sheet = answer.data;
  if (!sheet) return <Skeleton lines={6} />;
  const isStarted = sheet.abilities.sign || sheet.rounds.some(({ signedAt }) => signedAt !== null);
  return (
    <div className="col g16">
      <Judges id={contestId} sheet={sheet} />
      {sheet.rounds.map((round) =>
        isStarted ? <RoundCard key={round.number} {...{ id: contestId, sheet, round }} /> : null,
      )}
      {isStarted ? <Standing {...{ sheet, groups }} /> : null}
    </div>
  );
}

/** The sheet on the page of a contest. */
export default function PanelResults({ contest }: { contest: ContestWhole }) {
  const groups = Object.fromEntries(contest.groups.map(({ id, name }) => [id, name]));
  return <PanelPart contestId={contest.id} groups={groups} />;
}
