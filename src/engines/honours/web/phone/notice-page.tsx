import { Button, Checkbox, ErrorState, Field, Note, Overlay, Select, Skeleton, TextArea, formatDay } from '#ui';
import { messageOf, showToast, useAct, useCall, useLanguage, useParams, useUiTexts } from '#ui';
import { PhoneHead, PhoneRow, PhoneRows } from '#ui/phone';
import { useState } from 'react';
import { type ShownNotice, objectToNotice, showRoundNotice } from '../../contract';
import { useHonourTexts } from '../texts';

/** An objection in one sheet; without a name only where the notice allows it. */
function ObjectSheet({ notice, onClose }: { notice: ShownNotice; onClose: () => void }) {
  const t = useHonourTexts();
  const ui = useUiTexts();
  const [rowKey, setRow] = useState('');
  const [words, setWords] = useState('');
  const [isAnonymous, setAnonymous] = useState(false);
  const [isTried, setTried] = useState(false);
  const object = useAct(objectToNotice, { onDone: () => (showToast(t('notice.sent')), onClose()) });
  const isShort = words.trim().length < 5;
  const send = (): void => {
    setTried(true);
    if (isShort) return;
    const body = { rowKey: rowKey === '' ? null : rowKey, words: words.trim(), isAnonymous };
    void object.act({ params: { id: notice.id }, body });
  };
  const acts = (
    <>
      <Button onClick={onClose}>{ui('cancel')}</Button>
      <Button kind="main" isBusy={object.isUnderWay} onClick={send}>
        {t('notice.object')}
      </Button>
    </>
  );
  return (
    <Overlay title={t('notice.object')} onClose={onClose} acts={acts} closesBy="keys">
      <div className="fields">
        <Field label={t('notice.about')}>
          <Select
            options={notice.rows.map(({ key, name, detail }) => ({
              value: key,
              label: [name, detail].filter(Boolean).join(' · '),
            }))}
            blank={t('notice.whole')}
            value={rowKey}
            onChange={(event) => setRow(event.target.value)}
          />
        </Field>
        <Field label={t('notice.words')} fault={isTried && isShort ? ui('field.missing') : undefined}>
          <TextArea rows={5} maxLength={2000} value={words} onChange={(event) => setWords(event.target.value)} />
        </Field>
        {notice.takesAnonymous ? (
          <>
            <Checkbox
              label={t('notice.anonymous')}
              checked={isAnonymous}
              onChange={(event) => setAnonymous(event.target.checked)}
            />
            {isAnonymous ? <Note>{t('notice.anonymousHint')}</Note> : null}
          </>
        ) : null}
        {object.error ? <Note kind="refuse">{messageOf(object.error, ui)}</Note> : null}
      </div>
    </Overlay>
  );
}

/** A public notice with its masked rows, and the way to object while it stands. */
export default function NoticePage() {
  const t = useHonourTexts();
  const language = useLanguage();
  const { id = '' } = useParams();
  const [isOpen, setOpen] = useState(false);
  const answer = useCall(showRoundNotice, { params: { id } }, { isKept: true });
  const { data } = answer;
  const day = (value: string): string => formatDay(value, language);
  return (
    <>
      <PhoneHead title={t('titles.notice')} back="/disclosure" />
      <div className="pbody">
        {answer.isPending ? <Skeleton lines={8} /> : null}
        {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {data ? (
          <>
            <Note>
              <span lang="zh-CN">{data.body}</span>
            </Note>
            <PhoneRows title={<span lang="zh-CN">{data.title}</span>}>
              <PhoneRow
                icon="calendar"
                title={t('notice.period', { from: day(data.beginsOn), to: day(data.endsOn) })}
                note={<span lang="zh-CN">{data.unit.name}</span>}
              />
              {data.rows.map(({ key, name, detail }) => (
                <PhoneRow
                  key={key}
                  icon="person"
                  title={<span lang="zh-CN">{name}</span>}
                  note={<span lang="zh-CN">{detail}</span>}
                />
              ))}
            </PhoneRows>
            {data.conditions === '' ? null : (
              <PhoneRows title={t('round.conditions')}>
                <PhoneRow icon="info" title={<span lang="zh-CN">{data.conditions}</span>} />
              </PhoneRows>
            )}
            <Note>{t('notice.masked')}</Note>
            {data.isTaking ? (
              <Button wide kind="main" onClick={() => setOpen(true)}>
                {t('notice.object')}
              </Button>
            ) : null}
            {isOpen ? <ObjectSheet notice={data} onClose={() => setOpen(false)} /> : null}
          </>
        ) : null}
      </div>
    </>
  );
}
