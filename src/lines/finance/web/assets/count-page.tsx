import { Button, Card, ConfirmDialog, ErrorState, Note, Select, Skeleton, TextInput, ToneTag, formatDay } from '#ui';
import { messageOf, showToast, useAct, useCall, useLanguage, useParams, useUiTexts } from '#ui';
import { type Column, PageHead, Table } from '#ui/desktop';
import { useState } from 'react';
import { checkAssets, listAssets } from '../../assets/contract';
import {
  type CountLine,
  type CountWhole,
  dropAssetCount,
  listAssetCounts,
  noteAssetCount,
  showAssetCount,
} from '../../assets/contract-runs';
import { countTones } from './counts-page';
import { DecideDialog } from './decide-dialog';
import { Sum, useLabel } from './pieces';
import { useAssetTerms, useAssetTexts } from './texts';

const outcomes = ['found', 'missing'] as const;
type Outcome = CountLine['outcome'];
type Typed = Pick<CountLine, 'outcome' | 'note'>;

/** What is noted on the sheet before it is saved. */
function useSheet(count: CountWhole) {
  const t = useAssetTexts();
  const [lines, setLines] = useState(
    () => new Map<string, Typed>(count.lines.map(({ assetId, outcome, note }) => [assetId, { outcome, note }])),
  );
  const [extras, setExtras] = useState(() => count.extras.map(({ words, note }) => ({ words, note })));
  const save = useAct(noteAssetCount, {
    changes: [showAssetCount, listAssetCounts],
    onDone: () => showToast(t('counting.saved')),
  });
  const set = (id: string, patch: Partial<Typed>) =>
    setLines((before) => new Map(before).set(id, { ...before.get(id)!, ...patch }));
  const findRest = () =>
    setLines((before) => new Map([...before].map(([id, one]) => [id, { ...one, outcome: one.outcome ?? 'found' }])));
  const send = (): void =>
    void save.act({
      params: { id: count.id },
      body: {
        version: count.version,
        lines: [...lines].map(([assetId, one]) => ({ assetId, ...one })),
        extras: extras.filter((extra) => extra.words.trim() !== ''),
      },
    });
  return { lines, set, extras, setExtras, findRest, send, save };
}

type Sheet = ReturnType<typeof useSheet>;

function useColumns(count: CountWhole, sheet: Sheet): readonly Column<CountLine>[] {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const number = useLabel();
  const isOpen = count.abilities.note ?? false;
  const outcome = (row: CountLine) => {
    const typed = sheet.lines.get(row.assetId)!;
    if (!isOpen)
      return (
        <span className="col">
          <span>{t(`counting.outcomes.${row.outcome ?? 'none'}`)}</span>
          <span className="dim t12">
            {row.verdict === null ? null : t(`counting.verdicts.${row.verdict}`)}
            <span lang="zh-CN"> {row.note}</span>
          </span>
        </span>
      );
    return (
      <span className="fa-outcome">
        <Select
          aria-label={`${t('counting.outcome')} ${row.name}`}
          blank={t('counting.outcomes.none')}
          options={outcomes.map((one) => ({ value: one, label: t(`counting.outcomes.${one}`) }))}
          value={typed.outcome ?? ''}
          onChange={(event) => sheet.set(row.assetId, { outcome: (event.target.value || null) as Outcome })}
        />
        <TextInput
          aria-label={`${t('counting.note')} ${row.name}`}
          maxLength={100}
          value={typed.note}
          onChange={(event) => sheet.set(row.assetId, { note: event.target.value })}
        />
      </span>
    );
  };
  return [
    { key: 'number', label: terms('columns.number'), cell: (row) => <span className="nw">{number(row.number)}</span> },
    {
      ...{ key: 'name', label: terms('columns.name') },
      cell: (row) => <span lang="zh-CN">{[row.name, row.specification].filter(Boolean).join(' ')}</span>,
    },
    {
      ...{ key: 'unit', label: terms('columns.unit') },
      cell: (row) => <span lang="zh-CN">{[row.unit.name, row.keeper.name ?? ''].filter(Boolean).join(' · ')}</span>,
    },
    { key: 'cost', label: terms('columns.cost'), isNumber: true, cell: (row) => <Sum fen={row.cost} /> },
    { key: 'outcome', label: t('counting.outcome'), cell: outcome },
  ];
}

/** Things that were there and have no card. */
function Extras({ count, sheet }: { count: CountWhole; sheet: Sheet }) {
  const t = useAssetTexts();
  const { extras, setExtras } = sheet;
  const isOpen = count.abilities.note ?? false;
  if (!isOpen && extras.length === 0) return null;
  const change = (at: number, patch: Partial<(typeof extras)[number]>) =>
    setExtras((before) => before.map((one, i) => (i === at ? { ...one, ...patch } : one)));
  return (
    <Card title={t('counting.extras')}>
      {extras.map((extra, i) =>
        isOpen ? (
          <div className="fa-extra" key={i}>
            <TextInput
              aria-label={`${t('counting.extraWords')} ${i + 1}`}
              placeholder={t('counting.extraWords')}
              maxLength={100}
              value={extra.words}
              onChange={(event) => change(i, { words: event.target.value })}
            />
            <TextInput
              aria-label={`${t('counting.note')} ${i + 1}`}
              placeholder={t('counting.note')}
              maxLength={200}
              value={extra.note}
              onChange={(event) => change(i, { note: event.target.value })}
            />
            <Button onClick={() => setExtras((before) => before.filter((_, at) => at !== i))}>
              {t('counting.removeExtra')}
            </Button>
          </div>
        ) : (
          <p key={i} lang="zh-CN">
            {[extra.words, extra.note].filter(Boolean).join('：')}
          </p>
        ),
      )}
      {isOpen ? (
        <Button icon="plus" onClick={() => setExtras((before) => [...before, { words: '', note: '' }])}>
          {t('counting.addExtra')}
        </Button>
      ) : null}
    </Card>
  );
}

function Acts({ count, sheet }: { count: CountWhole; sheet: Sheet }) {
  const t = useAssetTexts();
  const [open, setOpen] = useState<'decide' | 'drop' | null>(null);
  const { id, version, abilities } = count;
  const drop = useAct(dropAssetCount, {
    changes: [showAssetCount, listAssetCounts, listAssets, checkAssets],
    onDone: () => (showToast(t('counting.dropped')), setOpen(null)),
  });
  const close = () => setOpen(null);
  return (
    <>
      <Button icon="print" onClick={() => print()}>
        {t('counting.print')}
      </Button>
      {abilities.drop ? <Button onClick={() => setOpen('drop')}>{t('counting.drop')}</Button> : null}
      {abilities.note ? (
        <>
          <Button onClick={sheet.findRest}>{t('counting.allFound')}</Button>
          <Button kind="main" isBusy={sheet.save.isUnderWay} onClick={sheet.send}>
            {t('counting.save')}
          </Button>
        </>
      ) : null}
      {abilities.decide ? (
        <Button kind="main" onClick={() => setOpen('decide')}>
          {t('counting.decide')}
        </Button>
      ) : null}
      {open === 'decide' ? <DecideDialog count={count} onClose={close} /> : null}
      {open === 'drop' ? (
        <ConfirmDialog
          {...{ title: t('counting.drop'), confirm: t('counting.drop'), isBusy: drop.isUnderWay, error: drop.error }}
          onClose={close}
          onConfirm={() => void drop.act({ params: { id }, body: { version } })}
        >
          <p>{t('counting.dropWhat')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function Whole({ count }: { count: CountWhole }) {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const ui = useUiTexts();
  const language = useLanguage();
  const sheet = useSheet(count);
  const columns = useColumns(count, sheet);
  const { state, cards, found, missing, extra } = count;
  return (
    <>
      <PageHead
        title={`${count.unit.name} · ${t('counting.one')}`}
        note={formatDay(count.on, language)}
        tag={<ToneTag tone={countTones[state]}>{t(`counting.states.${state}`)}</ToneTag>}
        crumbs={[
          { label: terms('title'), to: '/finance/assets' },
          { label: t('counts'), to: '/finance/assets/counts' },
        ]}
        acts={<Acts count={count} sheet={sheet} />}
      />
      <div className="fa-cards">
        {sheet.save.error ? <Note kind="refuse">{messageOf(sheet.save.error, ui)}</Note> : null}
        <p>
          {t('counting.cards')} {cards} · {t('counting.found')} {found} · {t('counting.missing')} {missing} ·{' '}
          {t('counting.extra')} {extra}
          {count.decisionWords ? <span lang="zh-CN"> · {count.decisionWords}</span> : null}
        </p>
        <Card flush>
          <Table label={t('counting.one')} columns={columns} rows={count.lines} keyOf={(row) => row.assetId} />
        </Card>
        <Extras count={count} sheet={sheet} />
        <p className="fa-signs">{t('counting.signatures')}</p>
      </div>
    </>
  );
}

/** The sheet of a stock-taking: filled in by one, decided by another. */
export default function CountPage() {
  const { countId = '' } = useParams();
  const answer = useCall(showAssetCount, { params: { id: countId } });
  const count = answer.data?.id === countId ? answer.data : undefined;
  if (count) return <Whole key={`${count.id}.${count.version}`} count={count} />;
  return answer.error ? (
    <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  ) : (
    <Skeleton lines={8} />
  );
}
