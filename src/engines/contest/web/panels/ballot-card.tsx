import { Button, Note, ToneTag, showToast, useDraft, useSession } from '#ui';
import { putInQueue, queuedCall, useOfflineTexts, useQueue } from '#ui/phone';
import { useState } from 'react';
import { giveScore, type JudgeSheet } from '../../panels/contract';
import type { PanelPart } from '../../panels/file';
import { aboutBallot, aboutPanel } from './about';
import { MarkField } from './mark-field';
import { faultOfText, wholeOf } from './marks';
import { StandAside } from './stand-aside';
import { usePanelTerms, usePanelTexts } from './texts';

type Round = JudgeSheet['rounds'][number];
type Entrant = Round['entrants'][number];
export interface CardProps {
  sheet: JudgeSheet;
  round: Round;
  entrant: Entrant;
}

/** What is marked in a part: its criteria, or the part as one. */
const fieldsOf = (part: PanelPart): { key: string; name: string }[] =>
  part.criteria.length === 0 ? [{ key: 'mark', name: part.name }] : part.criteria;

const fieldKey = (part: PanelPart, key: string): string => `${part.key}.${key}`;

function useSigning({ sheet, round, entrant }: CardProps, parts: readonly PanelPart[]) {
  const t = usePanelTexts();
  const { me } = useSession();
  const about = [aboutPanel(sheet.contest.id), aboutBallot(sheet.contest.id, entrant.id, round.number)];
  return async (texts: Readonly<Record<string, string>>): Promise<void> => {
    for (const part of parts) {
      const isOne = part.criteria.length === 0;
      const given = fieldsOf(part).map(({ key, name }) => ({
        key,
        name,
        value: (texts[fieldKey(part, key)] ?? '').trim(),
      }));
      const known = sheet.ballots.find(
        (one) => one.entrantId === entrant.id && one.round === round.number && one.part === part.key,
      );
      await putInQueue({
        ...{ accountId: me.accountId, module: 'panels', about, what: t('judge.what'), needs: [], files: [] },
        title: entrant.name || t('judge.number', { number: entrant.number ?? '' }),
        path: `/contests/${sheet.contest.id}/judge?entrant=${entrant.id}&round=${round.number}`,
        mine: given.map(({ name, value }) => ({ label: name, value })),
        call: queuedCall(giveScore, {
          params: { id: sheet.contest.id },
          body: {
            ...{
              entrantId: entrant.id,
              round: round.number,
              part: part.key,
              isSigned: true,
              version: known?.version ?? 0,
            },
            mark: isOne ? given[0]!.value : null,
            criteria: isOne ? {} : Object.fromEntries(given.map(({ key, value }) => [key, value])),
          },
        }),
      });
    }
  };
}

function Signed({ sheet, round, entrant }: CardProps) {
  const t = usePanelTexts();
  const own = sheet.ballots.filter((one) => one.entrantId === entrant.id && one.round === round.number && one.isSigned);
  const others = sheet.others.filter((one) => one.entrantId === entrant.id && one.round === round.number);
  return (
    <>
      <div>
        <ToneTag tone="kept">{t('judge.signed')}</ToneTag>
      </div>
      <dl className="pn-given">
        {own.flatMap((ballot) => {
          const part = sheet.rules.parts.find(({ key }) => key === ballot.part);
          return part === undefined
            ? []
            : fieldsOf(part).map(({ key, name }) => (
                <div key={`${part.key} ${key}`}>
                  <dt lang="zh-CN">{name}</dt>
                  <dd>{ballot.mark ?? ballot.criteria[key]}</dd>
                </div>
              ));
        })}
      </dl>
      {others.length === 0 ? null : (
        <p className="dim t13">
          {t('judge.others', { marks: others.map(({ seat, mark }) => t('judge.other', { seat, mark })).join(' · ') })}
        </p>
      )}
    </>
  );
}

function Marks({
  part,
  texts,
  isTried,
  set,
}: {
  part: PanelPart;
  texts: Readonly<Record<string, string>>;
  isTried: boolean;
  set: (patch: Record<string, string>) => void;
}) {
  const t = usePanelTexts();
  const own = Object.fromEntries(part.criteria.map(({ key }) => [key, texts[fieldKey(part, key)] ?? '']));
  const whole = part.criteria.length === 0 ? null : wholeOf(part.criteria, own);
  return (
    <section className="col g12">
      {part.criteria.length === 0 ? null : <h3 lang="zh-CN">{part.name}</h3>}
      {fieldsOf(part).map(({ key, name }) => (
        <MarkField
          key={key}
          {...{ label: name, scale: part.scale, value: texts[fieldKey(part, key)] ?? '', isTried }}
          onChange={(value) => set({ [fieldKey(part, key)]: value })}
        />
      ))}
      {whole === null ? null : <p className="pn-whole">{t('judge.whole', { mark: whole })}</p>}
    </section>
  );
}

function Giving(props: CardProps) {
  const { sheet, round, entrant } = props;
  const t = usePanelTexts();
  const offline = useOfflineTexts();
  const parts = sheet.rules.parts.filter(({ by }) => by === 'judges');
  const [initial] = useState<Record<string, string>>({});
  const draft = useDraft(`contest.judge.${sheet.contest.id}.${round.number}.${entrant.id}`, initial);
  const [isTried, setTried] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const sign = useSigning(props, parts);
  const isSound = parts.every((part) =>
    fieldsOf(part).every(({ key }) => faultOfText(draft.values[fieldKey(part, key)] ?? '', part.scale) === null),
  );
  const send = async (): Promise<void> => {
    setTried(true);
    if (!isSound) return;
    try {
      await sign(draft.values);
      draft.drop();
      showToast(navigator.onLine ? offline('handed') : offline('kept'));
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      {parts.map((part) => (
        <Marks key={part.key} {...{ part, texts: draft.values, isTried, set: draft.set }} />
      ))}
      {hasFailed ? <Note kind="refuse">{offline('cannotKeep')}</Note> : null}
      <Button kind="main" wide onClick={() => void send()}>
        {t('judge.sign')}
      </Button>
      <p className="dim t13">{t('judge.signWhat')}</p>
      <StandAside contestId={sheet.contest.id} seat={sheet.seat} entrantId={entrant.id} />
    </>
  );
}

/** One entrant before a judge: marks to give, given, or none because the judge stands aside. */
export function BallotCard(props: CardProps) {
  const { sheet, round, entrant } = props;
  const t = usePanelTexts();
  const terms = usePanelTerms();
  const { me } = useSession();
  const about = aboutBallot(sheet.contest.id, entrant.id, round.number);
  const isWaiting = useQueue(me.accountId).entries.some((entry) => entry.about.includes(about));
  const isSigned = sheet.ballots.some(
    (one) => one.entrantId === entrant.id && one.round === round.number && one.isSigned,
  );
  return (
    <section className="card pn-ballot">
      <div className="row g12">
        <span className="pn-number">{entrant.number ?? ''}</span>
        <div className="sp">
          <h2 lang="zh-CN">{entrant.name || t('judge.number', { number: entrant.number ?? '' })}</h2>
          {entrant.unit === '' ? null : (
            <p className="dim" lang="zh-CN">
              {entrant.unit}
            </p>
          )}
        </div>
      </div>
      {entrant.recused ? (
        <Note>{t('judge.recused', { ground: terms(`grounds.${entrant.recused}`) })}</Note>
      ) : isSigned ? (
        <Signed {...props} />
      ) : isWaiting ? (
        <p className="dim">{t('judge.waiting')}</p>
      ) : round.isSigned ? (
        <Note>{t('judge.over')}</Note>
      ) : (
        <Giving key={`${round.number} ${entrant.id}`} {...props} />
      )}
    </section>
  );
}
