import {
  Button,
  Checkbox,
  EmptyState,
  ErrorState,
  Field,
  Note,
  Skeleton,
  TextInput,
  formatDay,
  formatMoney,
} from '#ui';
import { messageOf, showToast, useAct, useCall, useLanguage, useUiTexts } from '#ui';
import { PhoneHead, PhoneRow, PhoneRows } from '#ui/phone';
import { useState } from 'react';
import { type OwnReview, giveSheet, listOwnHonours, listOwnReviews } from '../../contract';
import { useHonourTexts } from '../texts';

/** The own sheet of one review: votes to tick, or scores to write. */
function ReviewSheet({ review }: { review: OwnReview }) {
  const t = useHonourTexts();
  const ui = useUiTexts();
  const [marks, setMarks] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(review.rows.flatMap(({ id, mark }) => (mark === null ? [] : [[id, mark]]))),
  );
  const give = useAct(giveSheet, { changes: [listOwnReviews], onDone: () => showToast(t('mine.done')) });
  const set = (id: string, mark: string): void => {
    const { [id]: _gone, ...rest } = marks;
    setMarks(mark === '' ? rest : { ...rest, [id]: mark });
  };
  return (
    <PhoneRows title={<span lang="zh-CN">{review.name}</span>} end={review.isGiven ? t('mine.given') : undefined}>
      <div className="pbody">
        <p className="dim t13">{review.way === 'votes' ? t('mine.vote', { most: review.most }) : t('mine.score')}</p>
        {review.rows.map(({ id, name, unit, parts }) => (
          <div key={id}>
            {review.way === 'votes' ? (
              <Checkbox
                label={<span lang="zh-CN">{`${name} · ${unit}`}</span>}
                checked={marks[id] === 'yes'}
                onChange={(event) => set(id, event.target.checked ? 'yes' : '')}
              />
            ) : (
              <Field label={<span lang="zh-CN">{`${name} · ${unit}`}</span>}>
                <TextInput
                  inputMode="decimal"
                  value={marks[id] ?? ''}
                  onChange={(event) => set(id, event.target.value)}
                />
              </Field>
            )}
            {parts.map(({ title, text }) => (
              <p key={title} className="dim t13" lang="zh-CN">{`${title}：${text}`}</p>
            ))}
          </div>
        ))}
        {give.error ? <Note kind="refuse">{messageOf(give.error, ui)}</Note> : null}
        <Button
          wide
          kind="main"
          isBusy={give.isUnderWay}
          onClick={() => void give.act({ params: { id: review.roundId }, body: { marks: { ...marks } } })}
        >
          {t('mine.give')}
        </Button>
      </div>
    </PhoneRows>
  );
}

/** The own honours, and the reviews in which the own seat waits. */
export default function OwnHonoursPage() {
  const t = useHonourTexts();
  const language = useLanguage();
  const answer = useCall(listOwnHonours, {}, { isKept: true });
  const reviews = useCall(listOwnReviews, {});
  const { data } = answer;
  return (
    <>
      <PhoneHead title={t('titles.mine')} back="/me" />
      <div className="pbody">
        {(reviews.data?.rows ?? []).map((review) => (
          <ReviewSheet key={review.roundId} review={review} />
        ))}
        {answer.isPending ? <Skeleton lines={4} /> : null}
        {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {data?.rows.length === 0 ? (
          <EmptyState icon="competition" title={t('mine.none')}>
            {t('mine.noneAdvice')}
          </EmptyState>
        ) : null}
        {data && data.rows.length > 0 ? (
          <PhoneRows title={t('titles.mine')}>
            {data.rows.map(({ id, title, year, number, decidedOn, prize }) => (
              <PhoneRow
                key={id}
                icon="competition"
                title={<span lang="zh-CN">{`${year} ${title}`}</span>}
                note={`${number} · ${formatDay(decidedOn, language)}`}
                end={BigInt(prize) === 0n ? undefined : formatMoney(prize)}
              />
            ))}
          </PhoneRows>
        ) : null}
      </div>
    </>
  );
}
