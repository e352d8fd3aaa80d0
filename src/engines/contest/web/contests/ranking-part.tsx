import { Button, Card, EmptyState, ErrorState, Link, Note, Skeleton, ToneTag, formatMoment } from '#ui';
import { messageOf, showToast, useAct, useCall, useLanguage, useSearch, useTexts, useUiTexts } from '#ui';
import { type Column, ExportButton, Table } from '#ui/desktop';
import { FormDialog } from '#engines/roster/web';
import { Field, TextInput } from '#ui';
import { useState } from 'react';
import { type ContestWhole, type PublishedRanking, exportRanking, downloadContestFile } from '../../contests/contract';
import { listRankings, previewRanking, publishRanking, showRanking } from '../../contests/contract';
import type { RankedRow } from '../../ranking/contest-file';
import { changes } from './changes';
import { useContestTerms, useContestTexts } from './texts';

type Shown = Pick<PublishedRanking, 'ranking' | 'entrants' | 'groups' | 'units'>;

/** Words of the kind: `measured.notes.no_result` stands under `notes.no_result` in the texts of `measured`. */
export function useKindWords() {
  const all = {
    ...{ measured: useTexts('measured'), ranking: useTexts('ranking') },
  } as Readonly<Record<string, { maybe(key: string, params?: Record<string, string>): string | undefined }>>;
  return ({ key, params }: { key: string; params: Record<string, string> }): string => {
    const [area = '', ...rest] = key.split('.');
    return all[area]?.maybe(rest.join('.'), params) ?? key;
  };
}

/** The places of each group, with what parted equal ones. */
export function Places({ shown }: { shown: Shown }) {
  const t = useContestTexts();
  const terms = useContestTerms();
  const say = useKindWords();
  const columns: readonly Column<RankedRow>[] = [
    {
      ...{ key: 'rank', label: terms('columns.rank'), isNumber: true },
      cell: (row) => (row.rank === null ? '—' : row.isJoint ? t('ranking.joint', { rank: row.rank }) : row.rank),
    },
    { key: 'number', label: t('number'), isNumber: true, cell: (row) => shown.entrants[row.entrant]?.number ?? '' },
    {
      ...{ key: 'name', label: terms('columns.name') },
      cell: (row) => <span lang="zh-CN">{shown.entrants[row.entrant]?.name ?? ''}</span>,
    },
    {
      ...{ key: 'unit', label: terms('columns.unit') },
      cell: (row) => <span lang="zh-CN">{shown.entrants[row.entrant]?.unit ?? ''}</span>,
    },
    {
      key: 'result',
      label: terms('columns.result'),
      isNumber: true,
      cell: (row) => <span className="num">{row.result}</span>,
    },
    {
      ...{ key: 'why', label: t('ranking.why') },
      cell: (row) => (
        <span lang="zh-CN">
          {[...row.notes.map(say), ...row.steps.map(({ key, value }) => `${stepWords(t, key)} ${value}`)].join(' · ')}
        </span>
      ),
    },
  ];
  return shown.ranking.groups.map(({ group, rows }) => (
    <Card key={group ?? 'all'} title={group === null ? t('ranking.places') : (shown.groups[group] ?? '')} flush>
      <Table label={t('ranking.places')} columns={columns} rows={rows} keyOf={(row) => row.entrant} />
    </Card>
  ));
}

/** `next_best_2` is the second best: the number stands behind the key of the words. */
function stepWords(t: ReturnType<typeof useContestTexts>, key: string): string {
  const found = /^(.*?)(?:_(\d+))?$/.exec(key);
  return t.maybe(`ranking.steps.${found?.[1] ?? key}`, { n: found?.[2] ?? '' }) ?? key;
}

function Units({ shown }: { shown: Shown }) {
  const t = useContestTexts();
  const terms = useContestTerms();
  type Unit = Shown['units'][number];
  const columns: readonly Column<Unit>[] = [
    { key: 'rank', label: terms('columns.rank'), isNumber: true, cell: (row) => row.rank },
    { key: 'unit', label: terms('columns.unit'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
    { key: 'points', label: t('ranking.points'), isNumber: true, cell: (row) => row.points },
    { key: 'places', label: t('ranking.from'), cell: (row) => row.places.join('、') },
  ];
  if (shown.units.length === 0) return null;
  return (
    <Card title={t('ranking.units')} flush>
      <Table label={t('ranking.units')} columns={columns} rows={shown.units} keyOf={(row) => row.unitId} />
    </Card>
  );
}

function PublishDialog({ contest, isAnew, onClose }: { contest: ContestWhole; isAnew: boolean; onClose: () => void }) {
  const t = useContestTexts();
  const ui = useUiTexts();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(publishRanking, {
    changes: [...changes, showRanking],
    onDone: () => (showToast(t('ranking.published')), onClose()),
  });
  const lacks = isAnew && reason.trim() === '';
  const submit = (): boolean => {
    setTried(true);
    if (lacks) return false;
    void act({ params: { id: contest.id }, body: { version: contest.version, reason: reason.trim() } });
    return true;
  };
  return (
    <FormDialog
      {...{
        title: t('ranking.publish'),
        submit: t('ranking.publish'),
        error,
        isBusy: isUnderWay,
        onSubmit: submit,
        onClose,
      }}
      effect={t('ranking.effect')}
    >
      {isAnew ? (
        <Field label={t('ranking.reason')} fault={isTried && lacks ? ui('field.missing') : undefined}>
          <TextInput maxLength={400} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      ) : (
        <p>{t('ranking.first')}</p>
      )}
    </FormDialog>
  );
}

/** How places stand now, for those who manage the contest, with what is missing before they can be published. */
function Now({ contest }: { contest: ContestWhole }) {
  const t = useContestTexts();
  const say = useKindWords();
  const [isOpen, setOpen] = useState(false);
  const answer = useCall(previewRanking, { params: { id: contest.id } });
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={5} />;
  const { missing } = answer.data;
  return (
    <div className="col g16">
      {missing.length > 0 ? (
        <Note kind="warn">
          <p>{t('ranking.missing', { count: missing.length })}</p>
          <ul>
            {missing.slice(0, 20).map((fault, i) => (
              <li key={i}>{say(fault)}</li>
            ))}
          </ul>
        </Note>
      ) : contest.abilities.publish ? (
        <div>
          <Button kind="main" onClick={() => setOpen(true)}>
            {t(contest.publishedAt === null ? 'ranking.publish' : 'ranking.again')}
          </Button>
        </div>
      ) : null}
      <Places shown={answer.data} />
      <Units shown={answer.data} />
      {isOpen ? (
        <PublishDialog contest={contest} isAnew={contest.publishedAt !== null} onClose={() => setOpen(false)} />
      ) : null}
    </div>
  );
}

function Published({ contest, id }: { contest: ContestWhole; id: string }) {
  const t = useContestTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const request = { params: { id } };
  const answer = useCall(showRanking, request);
  const list = useCall(listRankings, { params: { id: contest.id } }).data?.rows ?? [];
  if (answer.error) return <Note kind="refuse">{messageOf(answer.error, ui)}</Note>;
  const shown = answer.data?.id === id ? answer.data : undefined;
  if (!shown) return <Skeleton lines={5} />;
  const isLatest = list[0]?.id === id;
  return (
    <div className="col g16">
      <div className="row g8 wrap">
        <ToneTag tone={isLatest ? 'kept' : 'ahead'}>{t(isLatest ? 'ranking.stands' : 'ranking.replaced')}</ToneTag>
        <span>
          {t('ranking.line', { moment: formatMoment(shown.publishedAt, language), name: shown.publishedByName })}
          <span lang="zh-CN">{shown.reason === '' ? '' : ` · ${shown.reason}`}</span>
        </span>
        <ExportButton endpoint={exportRanking} request={request} />
        <ExportButton endpoint={downloadContestFile} request={request} label={t('ranking.file')} />
      </div>
      <Places shown={shown} />
      <Units shown={shown} />
      <p className="dim t12 break">{t('ranking.hash', { hash: shown.fileHash })}</p>
      {list.length > 1 ? (
        <Card title={t('ranking.versions')}>
          <ul className="col g4">
            {list.map((one) => (
              <li key={one.id}>
                <Link to={`/contests/${contest.id}?part=ranking&ranking=${one.id}`}>
                  {t('ranking.version', { number: one.number, moment: formatMoment(one.publishedAt, language) })}
                </Link>
                <span lang="zh-CN"> {one.reason}</span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </div>
  );
}

/** Published places, and for those who manage the contest how they stand now. */
export function RankingPart({ contest }: { contest: ContestWhole }) {
  const t = useContestTexts();
  const [search, setSearch] = useSearch();
  const list = useCall(listRankings, { params: { id: contest.id } }).data?.rows;
  const latest = list?.[0]?.id;
  const mayLook = contest.abilities.manage && contest.state !== 'draft';
  const isNow = mayLook && (search.ranking === 'now' || latest === undefined);
  if (list === undefined) return <Skeleton lines={5} />;
  if (latest === undefined && !mayLook) return <EmptyState title={t('ranking.none')} />;
  return (
    <div className="col g16">
      {mayLook && latest !== undefined ? (
        <div>
          <Button onClick={() => setSearch({ ranking: isNow ? null : 'now' })}>
            {t(isNow ? 'ranking.seePublished' : 'ranking.seeNow')}
          </Button>
        </div>
      ) : null}
      {isNow || latest === undefined ? (
        <Now contest={contest} />
      ) : (
        <Published contest={contest} id={list.some(({ id }) => id === search.ranking) ? search.ranking! : latest} />
      )}
    </div>
  );
}
