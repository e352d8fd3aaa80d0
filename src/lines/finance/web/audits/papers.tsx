import { formatFen } from '#kernel/contract';
import { Button, EmptyState, ErrorState, Field, Link, Note, Segmented, Skeleton, TextArea, formatDay } from '#ui';
import { messageOf, showToast, useAct, useLanguage, useRows, useSearch, useUiTexts } from '#ui';
import { type Column, ExportButton, Table } from '#ui/desktop';
import { FormDialog } from '#engines/roster/web';
import { useState } from 'react';
import {
  type AuditPaper,
  type AuditWhole,
  type PaperResult,
  exportAuditPapers,
  listAuditPapers,
  paperResults,
  writeAuditPaper,
} from '../../audits/contract';
import { EntryLink, PaperTag, asFen, at, touched } from './pieces';
import { useAuditTerms, useAuditTexts } from './texts';

function NoteDialog({ audit, paper, onClose }: { audit: AuditWhole; paper: AuditPaper; onClose: () => void }) {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const [result, setResult] = useState<PaperResult>(paper.result === 'open' ? 'in_order' : paper.result);
  const [note, setNote] = useState(paper.note);
  const { act, error, isUnderWay } = useAct(writeAuditPaper, {
    changes: touched,
    onDone: () => (showToast(t('written')), onClose()),
  });
  const submit = (): boolean => {
    const body = { version: paper.version, result, note: note.trim() };
    void act({ params: { id: audit.id, entryId: paper.entry.id }, body });
    return true;
  };
  return (
    <FormDialog {...{ title: t('paper'), submit: t('save'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}>
      <p>
        <EntryLink entry={paper.entry} /> <span lang="zh-CN">{paper.words}</span> {formatFen(asFen(paper.amount))}
      </p>
      <Field label={terms('columns.result')}>
        <Segmented
          label={terms('columns.result')}
          value={result}
          options={paperResults.map((value) => ({ value, label: terms(`results.${value}`) }))}
          onChange={(value) => setResult(value as PaperResult)}
        />
      </Field>
      <Field label={terms('columns.note')} isOptional>
        <TextArea maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

/** Beside each entry: in order with one press, a note, or a finding about it. */
function RowActs({ audit, paper, onNote }: { audit: AuditWhole; paper: AuditPaper; onNote: () => void }) {
  const t = useAuditTexts();
  const ui = useUiTexts();
  const [, change] = useSearch();
  const { act, error, isUnderWay } = useAct(writeAuditPaper, { changes: touched });
  if (!audit.abilities.write) return null;
  const { version, note, entry } = paper;
  const inOrder = () =>
    void act({ params: { id: audit.id, entryId: entry.id }, body: { version, result: 'in_order', note } });
  return (
    <span className="fa-row-acts">
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
      {paper.result === 'open' ? (
        <Button size="sm" isBusy={isUnderWay} onClick={inOrder}>
          {t('inOrder')}
        </Button>
      ) : null}
      <Button size="sm" onClick={onNote}>
        {t('note')}
      </Button>
      <Button size="sm" onClick={() => change({ find: entry.id })}>
        {t('find')}
      </Button>
    </span>
  );
}

function useColumns(audit: AuditWhole, onNote: (paper: AuditPaper) => void): readonly Column<AuditPaper>[] {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const language = useLanguage();
  return [
    { key: 'entry', label: terms('columns.entry'), cell: (row) => <EntryLink entry={row.entry} /> },
    { key: 'on', label: terms('columns.on'), cell: (row) => <span className="nw">{formatDay(row.on, language)}</span> },
    {
      ...{ key: 'words', label: terms('columns.words') },
      cell: (row) => (
        <span className="col">
          <span lang="zh-CN">{row.words}</span>
          <span className="dim t12">
            <span lang="zh-CN">{row.book.name}</span>
            {row.isReversed ? ` · ${t('reversed')}` : null}
          </span>
        </span>
      ),
    },
    { key: 'amount', label: terms('columns.amount'), isNumber: true, cell: (row) => formatFen(asFen(row.amount)) },
    {
      ...{ key: 'result', label: terms('columns.result') },
      cell: (row) => (
        <span className="fa-result">
          <PaperTag result={row.result} />
          {row.findings.map(({ id, number }) => (
            <Link key={id} to={at.finding(id)} className="t12">
              {t('findingNumber', { number })}
            </Link>
          ))}
        </span>
      ),
    },
    {
      ...{ key: 'note', label: terms('columns.note') },
      cell: (row) => (
        <span className="col" lang="zh-CN">
          <span>{row.note}</span>
          <span className="dim t12">{row.lookedByName}</span>
        </span>
      ),
    },
    {
      ...{ key: 'acts', label: t('acts') },
      cell: (row) => <RowActs audit={audit} paper={row} onNote={() => onNote(row)} />,
    },
  ];
}

/** The entries in the sample with their working papers; each opens its entry, and from there its source and attachments. */
export function Papers({ audit }: { audit: AuditWhole }) {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const [search, change] = useSearch();
  const [noting, setNoting] = useState<AuditPaper | null>(null);
  const result = paperResults.find((one) => one === search.result);
  const request = {
    params: { id: audit.id },
    query: { ...(result ? { result } : {}), ...(search.draw ? { drawId: search.draw } : {}) },
  };
  const list = useRows(listAuditPapers, { ...request, query: { ...request.query, limit: 50 } });
  const columns = useColumns(audit, setNoting);
  return (
    <div className="col g12">
      <div className="row g12">
        <Segmented
          label={terms('columns.result')}
          value={result ?? ''}
          options={[
            { value: '', label: t('all') },
            ...paperResults.map((value) => ({ value, label: terms(`results.${value}`) })),
          ]}
          onChange={(value) => change({ result: value || null })}
        />
        {search.draw ? (
          <Button size="sm" icon="close" onClick={() => change({ draw: null })}>
            {t('oneDraw')}
          </Button>
        ) : null}
        <span className="sp" />
        {list.rows.length > 0 ? <ExportButton endpoint={exportAuditPapers} request={request} /> : null}
      </div>
      {list.error && list.rows.length === 0 ? <ErrorState error={list.error} onRetry={list.again} /> : null}
      {list.isLoading ? <Skeleton lines={6} /> : null}
      {!list.isLoading && !list.error && list.rows.length === 0 ? (
        <EmptyState title={t(audit.whole === null ? 'undrawn' : 'noPapers')}>
          {audit.whole === null ? t('undrawnAdvice') : null}
        </EmptyState>
      ) : null}
      {list.rows.length > 0 ? (
        <Table label={t('papers')} columns={columns} rows={list.rows} keyOf={(row) => row.entry.id} />
      ) : null}
      {list.hasMore ? (
        <div>
          <Button isBusy={list.isLoadingMore} onClick={list.more}>
            {t('more')}
          </Button>
        </div>
      ) : null}
      {noting ? (
        <NoteDialog key={noting.entry.id} audit={audit} paper={noting} onClose={() => setNoting(null)} />
      ) : null}
    </div>
  );
}
