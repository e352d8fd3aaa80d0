import { Button, Field, Select, TextInput, messageOf, showToast, useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import { declareConflict, showJudging } from '../../panels/contract';
import { usePanelTerms, usePanelTexts } from './texts';

/** A judge says that the own marks for this entrant wouldn't be free. */
export function StandAside({ contestId, seat, entrantId }: { contestId: string; seat: number; entrantId: string }) {
  const t = usePanelTexts();
  const terms = usePanelTerms();
  const ui = useUiTexts();
  const [ground, setGround] = useState<'kin' | 'other'>('kin');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(declareConflict, {
    changes: [showJudging],
    onDone: () => showToast(t('aside.done')),
  });
  const send = (): void => {
    setTried(true);
    if (reason.trim() === '') return;
    const body = { seat, entrantId, ground, reason: reason.trim() };
    void act({ params: { id: contestId }, body });
  };
  return (
    <details className="pn-aside">
      <summary>{t('aside.act')}</summary>
      <div className="col g12">
        <Field label={t('aside.ground')}>
          <Select
            options={(['kin', 'other'] as const).map((value) => ({ value, label: terms(`grounds.${value}`) }))}
            value={ground}
            onChange={(event) => setGround(event.target.value === 'kin' ? 'kin' : 'other')}
          />
        </Field>
        <Field label={t('aside.reason')} fault={isTried && reason.trim() === '' ? ui('field.missing') : undefined}>
          <TextInput maxLength={400} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {error ? (
          <p className="c-refuse" role="alert">
            {messageOf(error, ui)}
          </p>
        ) : null}
        <Button isBusy={isUnderWay} onClick={send}>
          {t('aside.save')}
        </Button>
      </div>
    </details>
  );
}
