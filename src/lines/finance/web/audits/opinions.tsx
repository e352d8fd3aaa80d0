import { listStatements } from '#engines/ledger/contract';
import { FormDialog } from '#engines/roster/web';
import { Button, EmptyState, Field, Link, Select, TextArea, ToneTag, formatDay, formatMoment, showToast } from '#ui';
import { useAct, useLanguage, useRows } from '#ui';
import { useState } from 'react';
import { type AuditWhole, type Opinion, opinions, stateAuditOpinion } from '../../audits/contract';
import { touched } from './pieces';
import { useAuditTerms, useAuditTexts } from './texts';

const tones = { agreed: 'kept', qualified: 'late', refused: 'refuse' } as const;

function OpinionDialog({ audit, onClose }: { audit: AuditWhole; onClose: () => void }) {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const language = useLanguage();
  const [bookId, setBook] = useState(audit.books[0]?.id ?? '');
  const [statementId, setStatement] = useState('');
  const [opinion, setOpinion] = useState<Opinion>('agreed');
  const [words, setWords] = useState('');
  const [isTried, setTried] = useState(false);
  const found = useRows(listStatements, { params: { id: bookId }, query: { limit: 50 } });
  const fitting = found.rows.filter(({ on }) => on >= audit.from && on <= audit.to);
  const { act, error, isUnderWay } = useAct(stateAuditOpinion, {
    changes: touched,
    onDone: () => (showToast(t('opined')), onClose()),
  });
  const statementFault = fitting.some(({ id }) => id === statementId) ? undefined : t('statementMissing');
  const wordsFault = opinion !== 'agreed' && words.trim().length < 2 ? t('opinionBare') : undefined;
  const submit = (): boolean => {
    setTried(true);
    if (statementFault !== undefined || wordsFault !== undefined) return false;
    void act({ params: { id: audit.id }, body: { statementId, opinion, words: words.trim() } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('opine'), submit: t('save'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}
      effect={t('opineEffect')}
    >
      <Field label={terms('columns.book')}>
        <Select
          options={audit.books.map(({ id, name }) => ({ value: id, label: name }))}
          value={bookId}
          onChange={(event) => (setBook(event.target.value), setStatement(''))}
        />
      </Field>
      <Field label={t('statement')} fault={isTried ? statementFault : undefined}>
        <Select
          blank={fitting.length === 0 ? t('noStatement') : t('chooseStatement')}
          options={fitting.map(({ id, on, span, version }) => ({
            value: id,
            label: t('statementWords', { on: formatDay(on, language), span: terms(`spans.${span}`), version }),
          }))}
          value={statementId}
          onChange={(event) => setStatement(event.target.value)}
        />
      </Field>
      <Field label={t('opinion')}>
        <Select
          options={opinions.map((value) => ({ value, label: terms(`opinions.${value}`) }))}
          value={opinion}
          onChange={(event) => setOpinion(event.target.value as Opinion)}
        />
      </Field>
      <Field label={t('opinionWords')} isOptional={opinion === 'agreed'} fault={isTried ? wordsFault : undefined}>
        <TextArea maxLength={1000} value={words} onChange={(event) => setWords(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

/** What was said of published statements; each opens the statement. */
export function Opinions({ audit }: { audit: AuditWhole }) {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const language = useLanguage();
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="col g12">
      {audit.opinions.length === 0 ? <EmptyState title={t('noOpinions')}>{t('noOpinionsAdvice')}</EmptyState> : null}
      <ul className="fa-list">
        {audit.opinions.map(({ id, statement, opinion, words, at, byName }) => (
          <li key={id}>
            <ToneTag tone={tones[opinion]}>{terms(`opinions.${opinion}`)}</ToneTag>{' '}
            <Link to={`/finance/statements/${statement.id}`}>
              <span lang="zh-CN">{statement.bookName}</span>{' '}
              {t('statementWords', {
                on: formatDay(statement.on, language),
                span: terms(`spans.${statement.span}`),
                version: statement.version,
              })}
            </Link>{' '}
            <span className="dim t12">
              {formatMoment(at, language)} <span lang="zh-CN">{byName}</span>
            </span>
            {words === '' ? null : <p lang="zh-CN">{words}</p>}
          </li>
        ))}
      </ul>
      {audit.abilities.opine ? (
        <div>
          <Button onClick={() => setAsking(true)}>{t('opine')}</Button>
        </div>
      ) : null}
      {isAsking ? <OpinionDialog audit={audit} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}
