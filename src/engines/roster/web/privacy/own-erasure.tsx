import { requestOwnErasure, showOwnErasure, withdrawOwnErasure } from '../../contract';
import { Button, Card, Field, Note, Overlay, TextInput, formatDay, messageOf, showToast } from '#ui';
import { useAct, useCall, useLanguage, useUiTexts } from '#ui';
import { useState } from 'react';
import { useErasureTexts } from './erasure-texts';
import { KeptReasons } from './kept-reasons';

function AskErasure({ onClose }: { onClose: () => void }) {
  const t = useErasureTexts();
  const ui = useUiTexts();
  const [wish, setWish] = useState('');
  const act = useAct(requestOwnErasure, {
    changes: [showOwnErasure],
    onDone: (done) => {
      if (done.latest?.state !== 'refused') showToast(t('own.sent'));
      onClose();
    },
  });
  const send = (): void => void act.act({ body: { wish: wish.trim() === '' ? null : wish } });
  return (
    <Overlay
      as="sheet"
      title={t('own.askTitle')}
      onClose={onClose}
      closesBy="keys"
      acts={
        <Button kind="main" wide isBusy={act.isUnderWay} onClick={send}>
          {t('own.send')}
        </Button>
      }
    >
      <div className="fields">
        <Note>{t('own.askNote')}</Note>
        <Field label={t('own.wish')}>
          <TextInput value={wish} maxLength={300} onChange={(event) => setWish(event.target.value)} />
        </Field>
        {act.error ? <Note kind="refuse">{messageOf(act.error, ui)}</Note> : null}
      </div>
    </Overlay>
  );
}

/** The right to have the own data erased: to ask, to see how far it is, and why it was refused. */
export function OwnErasure() {
  const t = useErasureTexts();
  const language = useLanguage();
  const ui = useUiTexts();
  const [isAsking, ask] = useState(false);
  const { data } = useCall(showOwnErasure, {});
  const withdraw = useAct(withdrawOwnErasure, {
    changes: [showOwnErasure],
    onDone: () => showToast(t('own.withdrawn')),
  });
  if (!data?.isPerson) return null;
  const { latest } = data;
  const isOpen = latest?.state === 'requested' || latest?.state === 'proposed';
  const day = latest?.dueOn ? formatDay(latest.dueOn, language) : '';
  return (
    <Card title={t('own.title')}>
      <div className="col g8">
        <p className="dim t14">{t('own.note')}</p>
        {latest?.state === 'requested' ? <Note>{t('own.requested', { day })}</Note> : null}
        {latest?.state === 'proposed' ? <Note>{t('own.proposed', { day })}</Note> : null}
        {latest?.state === 'refused' ? (
          <Note kind="refuse">
            <b>{latest.keeps.length > 0 ? t('own.reasons') : t('own.refused')}</b>
            {latest.answer === null ? null : <p>{latest.answer}</p>}
            <KeptReasons reasons={latest.keeps} />
          </Note>
        ) : null}
        {withdraw.error ? <Note kind="refuse">{messageOf(withdraw.error, ui)}</Note> : null}
        {isOpen ? (
          <Button wide isBusy={withdraw.isUnderWay} onClick={() => void withdraw.act({})}>
            {t('own.withdraw')}
          </Button>
        ) : (
          <Button wide onClick={() => ask(true)}>
            {t('own.ask')}
          </Button>
        )}
        {isAsking ? <AskErasure onClose={() => ask(false)} /> : null}
      </div>
    </Card>
  );
}
