import { FormDialog } from '#engines/roster/web';
import { Button, Card, ErrorState, Field, Note, Segmented, Skeleton, TextArea, ToneTag, formatDay } from '#ui';
import { formatMoney, formatNumber, formatWindow, useAct, useCall, useLanguage, useParams } from '#ui';
import { ExportButton, PageHead } from '#ui/desktop';
import { useState } from 'react';
import { answerRoundObjection, exportHonours, listHonours, payPrize, printCertificates } from '../contract';
import { printDecision, showRound } from '../contract';
import './honours.css';
import { NominationsPart } from './nominations-part';
import { RoundTag, WindowTag } from './pieces';
import { type Round, RoundActs, roundChanges } from './round-acts';
import { useHonourTexts } from './texts';

function Basics({ round }: { round: Round }) {
  const t = useHonourTexts();
  const language = useLanguage();
  const { definition, seats } = round;
  const way = t(`ways.${definition.review.way}`);
  return (
    <Card title={<span lang="zh-CN">{round.title}</span>} note={t(`kinds.${round.kind}`)}>
      <div className="col g8">
        <p>{t('scheme.summary', { way, most: definition.most, days: definition.noticeDays })}</p>
        {definition.conditions === '' ? null : <p lang="zh-CN">{definition.conditions}</p>}
        <p className="dim t13">
          {`${t('columns.days')} ${formatWindow(round.opensOn, round.nominateUntil, language)} · ${t('columns.closeBy')} ${formatDay(round.closeBy, language)}`}
        </p>
        {seats.length === 0 ? null : (
          <p>
            {`${t('titles.reviewers')}: `}
            <span lang="zh-CN">{seats.map(({ name, isGiven }) => `${name}${isGiven ? ' ✓' : ''}`).join('、')}</span>
          </p>
        )}
        {definition.tieBreaks.includes('lot') ? <p className="dim t12">{`${t('round.seed')}: ${round.seed}`}</p> : null}
        {round.reviewWords === '' ? null : (
          <p>
            {`${t('round.reviewWords')}: `}
            <span lang="zh-CN">{round.reviewWords}</span>
          </p>
        )}
        {round.decidedOn === null ? null : (
          <p>
            {t('round.decidedBy', { name: round.decidedByName, day: formatDay(round.decidedOn, language) })}
            <span lang="zh-CN">{round.documentNumber === '' ? '' : ` · ${round.documentNumber}`}</span>
          </p>
        )}
        {round.stateReason === '' ? null : <Note>{<span lang="zh-CN">{round.stateReason}</span>}</Note>}
      </div>
    </Card>
  );
}

function Quotas({ round }: { round: Round }) {
  const t = useHonourTexts();
  if (round.quotas.length === 0) return null;
  return (
    <Card title={t('titles.quotas')} note={t('round.reserve', { count: round.reserve })}>
      <table className="ho-rows">
        <thead>
          <tr>
            <th>{t('columns.unit')}</th>
            {(['heads', 'share', 'seats', 'used'] as const).map((key) => (
              <th key={key} className="num">
                {t(`columns.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {round.quotas.map(({ unit, heads, share, seats, candidates, used }) => (
            <tr key={unit.id}>
              <td lang="zh-CN">{unit.name}</td>
              <td className="num">{formatNumber(heads)}</td>
              <td className="num">{share}</td>
              <td className="num">{candidates === seats ? seats : `${seats} (${candidates})`}</td>
              <td className="num">{used}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

type Objection = Round['objections'][number];

/** Upheld, it strikes whom it is about; both ways the findings are kept. */
function AnswerDialog({ round, one, onClose }: { round: Round; one: Objection; onClose: () => void }) {
  const t = useHonourTexts();
  const [state, setState] = useState<'upheld' | 'dismissed'>('dismissed');
  const [findings, setFindings] = useState('');
  const answer = useAct(answerRoundObjection, { changes: roundChanges, onDone: onClose });
  const submit = (): boolean => {
    if (findings.trim() === '') return false;
    const body = { state, findings: findings.trim() };
    void answer.act({ params: { id: round.id, objectionId: one.id }, body });
    return true;
  };
  return (
    <FormDialog
      title={t('acts.answer')}
      submit={t('acts.answer')}
      error={answer.error}
      isBusy={answer.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <p lang="zh-CN">{one.words}</p>
      <Segmented
        label={t('form.outcome')}
        value={state}
        options={(['dismissed', 'upheld'] as const).map((value) => ({ value, label: t(`form.${value}`) }))}
        onChange={setState}
      />
      <Field label={t('form.findings')}>
        <TextArea rows={3} maxLength={2000} value={findings} onChange={(event) => setFindings(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

function Notices({ round }: { round: Round }) {
  const t = useHonourTexts();
  const language = useLanguage();
  const [open, setOpen] = useState<Objection | null>(null);
  if (round.notices.length === 0) return null;
  return (
    <Card title={t('titles.notices')}>
      <div className="col g16">
        {round.notices.map((notice) => (
          <div key={notice.id} className="col g8">
            <p>
              <b>{t('round.number', { number: notice.number })}</b>{' '}
              {t('round.until', { day: formatDay(notice.endsOn, language) })}{' '}
              <span className="dim" lang="zh-CN">
                {notice.stateReason}
              </span>
            </p>
            <p lang="zh-CN">
              {notice.rows.map(({ name, detail }) => [name, detail].filter(Boolean).join(' · ')).join('；')}
            </p>
          </div>
        ))}
        {round.objections.map((one) => (
          <div key={one.id} className="row g12">
            <div>
              <span lang="zh-CN">{one.words}</span>
              <div className="dim t12">
                {one.isAnonymous ? t('notice.byNobody') : one.raisedByName} · {formatDay(one.raisedOn, language)}
              </div>
              {one.findings === '' ? null : <div lang="zh-CN">{one.findings}</div>}
            </div>
            <ToneTag tone={one.state === 'open' ? 'late' : 'kept'}>{t(`notice.${one.state}`)}</ToneTag>
            {one.state === 'open' && round.abilities.answer ? (
              <Button size="sm" onClick={() => setOpen(one)}>
                {t('acts.answer')}
              </Button>
            ) : null}
          </div>
        ))}
      </div>
      {open === null ? null : <AnswerDialog round={round} one={open} onClose={() => setOpen(null)} />}
    </Card>
  );
}

function Honours({ round }: { round: Round }) {
  const t = useHonourTexts();
  const params = { id: round.id };
  const { data } = useCall(listHonours, { params }, { enabled: round.winners > 0 });
  const pay = useAct(payPrize, { changes: roundChanges });
  if (!data) return null;
  const decides = round.abilities.seeObjections;
  const acts = (
    <>
      <ExportButton endpoint={exportHonours} request={{ params }} />
      {decides ? (
        <>
          <ExportButton endpoint={printDecision} request={{ params }} label={t('acts.decision')} />
          <ExportButton endpoint={printCertificates} request={{ params }} label={t('acts.certificates')} />
        </>
      ) : null}
    </>
  );
  return (
    <Card title={t('titles.honours')} acts={acts}>
      <table className="ho-rows">
        <tbody>
          {data.rows.map((one) => (
            <tr key={one.id}>
              <td lang="zh-CN">
                {one.name}
                <div className="dim t12">{one.unit.name}</div>
              </td>
              <td>{one.number}</td>
              <td className="num">{BigInt(one.prize) === 0n ? '' : formatMoney(one.prize)}</td>
              <td className="num">
                {one.abilities.pay ? (
                  <Button size="sm" onClick={() => void pay.act({ params: { id: one.id }, body: {} })}>
                    {t('acts.pay')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** A round at a desk: its rule, quotas, who is put forward, notices with their objections, and what was conferred. */
export default function RoundPage() {
  const t = useHonourTexts();
  const { id = '' } = useParams();
  const answer = useCall(showRound, { params: { id } });
  const { data } = answer;
  return (
    <>
      <PageHead
        title={data?.name ?? t('titles.rounds')}
        note={data ? <span lang="zh-CN">{data.unit.name}</span> : undefined}
        crumbs={[{ label: t('titles.rounds'), to: '/honours' }]}
        tag={
          data ? (
            <>
              <RoundTag state={data.state} /> <WindowTag window={data.window} />
            </>
          ) : undefined
        }
        acts={data ? <RoundActs round={data} /> : undefined}
      />
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data ? (
        <div className="col g16">
          <Basics round={data} />
          <Honours round={data} />
          <Notices round={data} />
          {data.abilities.seeObjections || data.abilities.nominate ? <NominationsPart round={data} /> : null}
          <Quotas round={data} />
        </div>
      ) : null}
    </>
  );
}
