import { FormDialog, PersonPick } from '#engines/roster/web';
import { Button, Field, TextInput, showToast, useAct } from '#ui';
import { useState } from 'react';
import { type PanelSheet, setJudges, showPanel } from '../../panels/contract';
import { changes } from '../contests/changes';
import { usePanelTexts } from './texts';

type Judge = Pick<PanelSheet['judges'][number], 'personId' | 'name' | 'isMachine' | 'isChair'>;

/** A guest or a machine, whose marks the desk enters. */
function GuestField({ onAdd }: { onAdd: (judge: Judge) => void }) {
  const t = usePanelTexts();
  const [name, setName] = useState('');
  const add = (isMachine: boolean): void => {
    if (name.trim() === '') return;
    onAdd({ personId: null, name: name.trim(), isMachine, isChair: false });
    setName('');
  };
  return (
    <Field label={t('judges.guest')} hint={t('judges.guestHint')} isOptional>
      <div className="row g8">
        <TextInput maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        <Button onClick={() => add(false)}>{t('judges.addGuest')}</Button>
        <Button onClick={() => add(true)}>{t('judges.addMachine')}</Button>
      </div>
    </Field>
  );
}

/** Who judges, in the order of seats, and who chairs. */
export function JudgesDialog({ id, sheet, onClose }: { id: string; sheet: PanelSheet; onClose: () => void }) {
  const t = usePanelTexts();
  const [judges, setAll] = useState<readonly Judge[]>(sheet.judges);
  const { act, error, isUnderWay } = useAct(setJudges, {
    changes: [showPanel, ...changes],
    onDone: () => (showToast(t('judges.done')), onClose()),
  });
  const submit = (): boolean => {
    const given = judges.map(({ personId, name, isMachine, isChair }) => ({
      ...{ personId, isMachine, isChair },
      name: personId === null ? name : '',
    }));
    void act({ params: { id }, body: { version: sheet.version, judges: given } });
    return true;
  };
  const taken = new Set(judges.flatMap(({ personId }) => personId ?? []));
  return (
    <FormDialog
      {...{ title: t('judges.set'), submit: t('judges.save'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}
      effect={t('judges.what')}
    >
      <Field label={t('judges.seats')} isOptional>
        <ol className="col g8 pn-seats">
          {judges.map((judge, i) => (
            <li key={judge.personId ?? `${i} ${judge.name}`} className="row g8">
              <span className="sp" lang="zh-CN">
                {i + 1} · {judge.name}
              </span>
              {judge.personId === null ? null : (
                <Button
                  size="sm"
                  onClick={() => setAll(judges.map((one, j) => ({ ...one, isChair: i === j })))}
                  {...(judge.isChair ? { whyNot: t('judges.chair') } : {})}
                >
                  {t(judge.isChair ? 'judges.chair' : 'judges.makeChair')}
                </Button>
              )}
              <Button size="sm" onClick={() => setAll(judges.filter((_one, j) => i !== j))}>
                {t('judges.takeOut')}
              </Button>
            </li>
          ))}
        </ol>
        <PersonPick
          label={t('judges.person')}
          taken={taken}
          takenWords={t('judges.taken')}
          onPick={({ id: personId, name }) =>
            setAll([...judges, { personId, name, isMachine: false, isChair: taken.size === 0 }])
          }
        />
      </Field>
      <GuestField onAdd={(judge) => setAll([...judges, judge])} />
    </FormDialog>
  );
}
