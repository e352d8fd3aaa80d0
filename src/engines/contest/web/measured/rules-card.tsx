import { Button, Card } from '#ui';
import { useState } from 'react';
import type { ContestWhole } from '../../contests/contract';
import { measuredRules, type MeasuredRules } from '../../measured/file';
import { RulesDialog } from './rules-dialog';
import { useMeasuredTexts } from './texts';
import './measured.css';

function useLines(rules: MeasuredRules): readonly (readonly [label: string, words: string])[] {
  const t = useMeasuredTexts();
  const better = (one: 'higher' | 'lower'): string => t(`rules.better.${one}`);
  return [
    [t('rules.what'), `${t(`rules.quantities.${rules.quantity}`)}（${rules.unit}） · ${better(rules.better)}`],
    [t('rules.decimals'), String(rules.decimals)],
    [
      t('rules.counting'),
      t('rules.countingLine', { counting: t(`rules.countings.${rules.counting}`), count: rules.attempts }),
    ],
    ...(rules.legs > 0 ? [[t('rules.legs'), String(rules.legs)] as const] : []),
    ...(rules.second ? [[t('rules.second'), `${rules.second.unit} · ${better(rules.second.better)}`] as const] : []),
    [t('rules.ties'), [...rules.ties.map((tie) => t(`rules.tieWays.${tie}`)), t('rules.joint')].join(' → ')],
    [
      t('rules.rounds'),
      rules.rounds
        .map(({ name, comesIn }) => (comesIn === null ? name : t('rules.round', { name, count: comesIn })))
        .join(' → '),
    ],
  ];
}

/** The rules of a measured contest in words; open to change in draft, later by dated amendment. */
export default function MeasuredRulesCard({ contest }: { contest: ContestWhole }) {
  const t = useMeasuredTexts();
  const [isOpen, setOpen] = useState(false);
  const rules = measuredRules.parse(contest.rules);
  const lines = useLines(rules);
  const mayChange = contest.abilities.change || contest.abilities.amend;
  return (
    <Card
      title={t('rules.title')}
      acts={
        mayChange ? (
          <Button onClick={() => setOpen(true)}>{t(contest.abilities.change ? 'rules.change' : 'rules.amend')}</Button>
        ) : null
      }
    >
      <dl className="ms-facts">
        {[...lines, [t('rules.unitPoints'), contest.unitPoints.join('、') || t('rules.noPoints')] as const].map(
          ([label, words]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{words}</dd>
            </div>
          ),
        )}
      </dl>
      {isOpen ? <RulesDialog contest={contest} rules={rules} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}
