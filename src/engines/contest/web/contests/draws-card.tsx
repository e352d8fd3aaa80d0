import { FormDialog } from '#engines/roster/web';
import { Button, Card, Field, TextInput, formatMoment, showToast, useAct, useCall, useLanguage } from '#ui';
import { useState } from 'react';
import type { ContestWhole } from '../../contests/contract';
import { type EntrantRow, drawNumbers, listDraws } from '../../contests/contract-entrants';
import { changes } from './changes';
import { useContestTexts } from './texts';

function DrawDialog({ contest, isAnew, onClose }: { contest: ContestWhole; isAnew: boolean; onClose: () => void }) {
  const t = useContestTexts();
  const [seed, setSeed] = useState('');
  const { act, error, isUnderWay } = useAct(drawNumbers, {
    changes,
    onDone: () => (showToast(t('draws.done')), onClose()),
  });
  const submit = (): boolean => {
    void act({ params: { id: contest.id }, body: { version: contest.version, seed: seed.trim(), isAnew } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('draws.act'), submit: t('draws.save'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}
      effect={t(isAnew ? 'draws.anew' : 'draws.what')}
    >
      <Field label={t('draws.seed')} isOptional>
        <TextInput
          maxLength={64}
          placeholder={t('draws.seedExample')}
          value={seed}
          onChange={(event) => setSeed(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

/** The draws of a contest: with the seed anybody can repeat them. */
export function DrawsCard({ contest, entrants }: { contest: ContestWhole; entrants: readonly EntrantRow[] }) {
  const t = useContestTexts();
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const draws = useCall(listDraws, { params: { id: contest.id } }).data?.rows ?? [];
  const names = new Map(entrants.map(({ id, name }) => [id, name]));
  const isDrawn = draws.some(({ purpose }) => purpose === 'numbers');
  const acts =
    contest.abilities.change && entrants.length > 1 ? (
      <Button onClick={() => setOpen(true)}>{t('draws.act')}</Button>
    ) : null;
  if (draws.length === 0 && acts === null) return null;
  return (
    <Card title={t('draws.title')} acts={acts}>
      {draws.length === 0 ? <p className="dim">{t('draws.none')}</p> : null}
      <ul className="col g8">
        {draws.map((draw) => (
          <li key={draw.id} className="col">
            <span>
              {t('draws.line', {
                moment: formatMoment(draw.drawnAt, language),
                seed: draw.seed,
                name: draw.drawnByName,
              })}
            </span>
            <span className="dim" lang="zh-CN">
              {(draw.outcome as string[]).map((id, i) => `${i + 1} ${names.get(id) ?? '—'}`).join('　')}
            </span>
          </li>
        ))}
      </ul>
      {isOpen ? <DrawDialog contest={contest} isAnew={isDrawn} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}
