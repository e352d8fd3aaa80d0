import { Button, Card, ConfirmDialog, EmptyState, ErrorState, Note, Skeleton, ToneTag, showToast } from '#ui';
import { messageOf, useAct, useCall, useUiTexts } from '#ui';
import { type Column, Table } from '#ui/desktop';
import { useState } from 'react';
import type { ContestWhole } from '../../contests/contract';
import { type EntrantRow, enterSignedUp, listEntrants } from '../../contests/contract-entrants';
import { removeEntrant, setEntrantState } from '../../contests/contract-entrants';
import { changes } from './changes';
import { DrawsCard } from './draws-card';
import { EntryDialog } from './entry-dialog';
import { GroupsDialog } from './groups-dialog';
import { useContestTerms, useContestTexts } from './texts';

function RowActs({ contest, row }: { contest: ContestWhole; row: EntrantRow }) {
  const t = useContestTexts();
  const [step, setStep] = useState<'remove' | 'withdrawn' | 'disqualified' | 'entered' | 'change' | null>(null);
  const close = () => setStep(null);
  const remove = useAct(removeEntrant, { changes: changes, onDone: close });
  const setState = useAct(setEntrantState, { changes: changes, onDone: () => (showToast(t('out.done')), close()) });
  const params = { id: contest.id, entrantId: row.id };
  const isDraft = contest.state === 'draft';
  return (
    <span className="row g8">
      {row.abilities.change ? (
        <Button size="sm" onClick={() => setStep('change')}>
          {t('entry.change')}
        </Button>
      ) : null}
      {row.abilities.remove ? (
        <Button size="sm" onClick={() => setStep('remove')}>
          {t('entry.remove')}
        </Button>
      ) : null}
      {row.abilities.setState && !isDraft && row.state === 'entered' ? (
        <>
          <Button size="sm" onClick={() => setStep('withdrawn')}>
            {t('out.withdrawn')}
          </Button>
          <Button size="sm" onClick={() => setStep('disqualified')}>
            {t('out.disqualified')}
          </Button>
        </>
      ) : null}
      {row.abilities.setState && row.state !== 'entered' ? (
        <Button size="sm" onClick={() => setStep('entered')}>
          {t('out.entered')}
        </Button>
      ) : null}
      {step === 'change' ? <EntryDialog contest={contest} entrant={row} onClose={close} /> : null}
      {step === 'remove' ? (
        <ConfirmDialog
          {...{ title: t('entry.removeTitle'), confirm: t('entry.remove'), onClose: close }}
          {...{ isBusy: remove.isUnderWay, error: remove.error, onConfirm: () => void remove.act({ params }) }}
        >
          <p lang="zh-CN">{row.name}</p>
        </ConfirmDialog>
      ) : null}
      {step === 'withdrawn' || step === 'disqualified' || step === 'entered' ? (
        <ConfirmDialog
          {...{ title: t(`out.${step}`), confirm: t(`out.${step}`), asksReason: true, onClose: close }}
          {...{ isBusy: setState.isUnderWay, error: setState.error }}
          onConfirm={(reason) => void setState.act({ params, body: { version: row.version, state: step, reason } })}
        >
          <p lang="zh-CN">{row.name}</p>
          <p>{t('out.what')}</p>
        </ConfirmDialog>
      ) : null}
    </span>
  );
}

function useColumns(contest: ContestWhole): readonly Column<EntrantRow>[] {
  const t = useContestTexts();
  const terms = useContestTerms();
  const groups = new Map(contest.groups.map(({ id, name }) => [id, name]));
  return [
    { key: 'number', label: t('number'), isNumber: true, cell: (row) => row.number ?? '' },
    {
      ...{ key: 'name', label: terms('columns.name') },
      cell: (row) => (
        <span className="col" lang="zh-CN">
          <span>{row.name}</span>
          <span className="dim t12">{row.members.map(({ name }) => name).join('、')}</span>
        </span>
      ),
    },
    { key: 'unit', label: terms('columns.unit'), cell: (row) => <span lang="zh-CN">{row.unit.name}</span> },
    ...(contest.groups.length === 0
      ? []
      : [
          {
            ...{ key: 'group', label: terms('columns.group') },
            cell: (row: EntrantRow) => <span lang="zh-CN">{groups.get(row.groupId ?? '') ?? ''}</span>,
          },
        ]),
    {
      ...{ key: 'state', label: terms('columns.state') },
      cell: (row) =>
        row.state === 'entered' ? null : (
          <span className="col">
            <ToneTag tone="refuse">{terms(`entrantStates.${row.state}`)}</ToneTag>
            <span className="dim t12" lang="zh-CN">
              {row.stateReason}
            </span>
          </span>
        ),
    },
    { key: 'acts', label: '', cell: (row) => <RowActs contest={contest} row={row} /> },
  ];
}

/** Who takes part, in groups, with drawn numbers. */
export function EntrantsPart({ contest }: { contest: ContestWhole }) {
  const t = useContestTexts();
  const ui = useUiTexts();
  const [open, setOpen] = useState<'enter' | 'groups' | null>(null);
  const columns = useColumns(contest);
  const answer = useCall(listEntrants, { params: { id: contest.id } });
  const take = useAct(enterSignedUp, {
    changes: changes,
    onDone: ({ rows }) => showToast(t('entry.taken', { count: rows.length })),
  });
  const rows = answer.data?.rows;
  const acts = (
    <>
      {contest.abilities.change ? <Button onClick={() => setOpen('groups')}>{t('groups.act')}</Button> : null}
      {contest.abilities.change && contest.eventId !== null && contest.entrantKind === 'person' ? (
        <Button isBusy={take.isUnderWay} onClick={() => void take.act({ params: { id: contest.id }, body: {} })}>
          {t('entry.take')}
        </Button>
      ) : null}
      {contest.abilities.enter ? (
        <Button kind={contest.entrants === 0 ? 'main' : 'plain'} icon="plus" onClick={() => setOpen('enter')}>
          {t('entry.act')}
        </Button>
      ) : null}
    </>
  );
  return (
    <>
      <Card title={t('parts.entrants')} acts={acts} flush>
        {take.error ? <Note kind="refuse">{messageOf(take.error, ui)}</Note> : null}
        {answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : rows === undefined ? (
          <Skeleton lines={4} />
        ) : rows.length === 0 ? (
          <EmptyState title={t('entry.none')}>{t('entry.noneAdvice')}</EmptyState>
        ) : (
          <Table label={t('parts.entrants')} columns={columns} rows={rows} keyOf={(row) => row.id} />
        )}
      </Card>
      <DrawsCard contest={contest} entrants={rows ?? []} />
      {open === 'enter' ? <EntryDialog contest={contest} entrant={null} onClose={() => setOpen(null)} /> : null}
      {open === 'groups' ? <GroupsDialog contest={contest} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
