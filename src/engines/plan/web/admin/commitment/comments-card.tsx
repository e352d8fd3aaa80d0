import { addComment, getCommitment } from '../../../contract';
import { dayOf } from '#kernel/contract';
import {
  Button,
  Card,
  Field,
  Note,
  TextArea,
  Timeline,
  formatMoment,
  messageOf,
  useAct,
  useDraft,
  useLanguage,
  useToday,
  useUiTexts,
} from '#ui';
import { useState } from 'react';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { CommitmentPage } from '../explanation';
import { useAbility } from './use-ability';

const blank = { text: '' };

export function CommentsCard({ page }: { page: CommitmentPage }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const language = useLanguage();
  const today = useToday();
  const can = useAbility(page);
  const draft = useDraft(`plan.comment.${page.row.id}`, blank);
  const [isAsked, setAsked] = useState(false);
  const act = useAct(addComment, { changes: [getCommitment], onDone: () => draft.drop() });
  const text = draft.values.text.trim();
  const send = (): void => {
    setAsked(!text);
    if (text) void act.act({ params: { commitmentId: page.row.id }, body: { text } });
  };
  return (
    <Card title={t('comment.title')} note={page.comments.length > 0 ? String(page.comments.length) : null}>
      <div className="col g12">
        {page.comments.map((comment) => (
          <div key={comment.id} className="plan-comment">
            <div className="row t12 dim">
              <b {...planWords}>{comment.byName}</b>
              {formatMoment(comment.at, language, today)}
            </div>
            <p className="ink" {...planWords}>
              {comment.text}
            </p>
          </div>
        ))}
        {can('canComment', 'plan.comment.write') ? (
          <>
            <Field label={t('comment.write')} fault={isAsked && !text ? t('comment.missing') : undefined}>
              <TextArea
                rows={2}
                maxLength={1000}
                value={draft.values.text}
                onChange={(event) => draft.set({ text: event.target.value })}
              />
            </Field>
            {act.error ? <Note kind="refuse">{messageOf(act.error, say)}</Note> : null}
            <div className="row">
              <span className="sp" />
              <Button size="sm" isBusy={act.isUnderWay} onClick={send}>
                {t('comment.send')}
              </Button>
            </div>
          </>
        ) : null}
      </div>
    </Card>
  );
}

const FIRST = 6;

export function HistoryCard({ page }: { page: CommitmentPage }) {
  const t = usePlanTexts();
  const [isWhole, setWhole] = useState(false);
  if (page.history.length === 0) return null;
  const shown = isWhole ? page.history : page.history.slice(0, FIRST);
  const acts =
    page.history.length > FIRST && !isWhole ? (
      <Button size="sm" kind="text" onClick={() => setWhole(true)}>
        {t('history.all', { count: page.history.length })}
      </Button>
    ) : null;
  const entries = shown.map((entry, index) => ({
    id: `${entry.at}/${index}`,
    day: dayOf(new Date(entry.at)),
    title: t.maybe(`history.what.${entry.what}`) ?? entry.what,
    note: <span {...planWords}>{[entry.byName, entry.details].filter(Boolean).join('，')}</span>,
  }));
  return (
    <Card title={t('history.title')} acts={acts}>
      <Timeline entries={entries} />
    </Card>
  );
}
