import { Card } from '#ui';
import type { ContestWhole } from '../../contests/contract';
import { panelRules, type PanelRules } from '../../panels/file';
import { usePanelTexts } from './texts';
import './panels.css';

function useLines(rules: PanelRules): readonly (readonly [label: string, words: string])[] {
  const t = usePanelTexts();
  const { drop, rounding } = rules;
  return [
    ...rules.parts.map(({ name, weight, scale, criteria, by, time }) => {
      const marks = t(by === 'desk' ? 'rules.desk' : 'rules.scale', {
        from: scale.from,
        to: scale.to,
        most: scale.decimals,
      });
      const weighed = criteria.map((one) => `${one.name} ${one.weight}%`).join('、');
      const limit = time === null ? '' : t('rules.limit', { limit: time.limit });
      return [`${name} ${weight}%`, [marks, weighed, limit].filter((one) => one !== '').join(' · ')] as const;
    }),
    [t('rules.drop'), t('rules.dropLine', { high: drop.high, low: drop.low, keep: drop.keep })],
    [t('rules.rounding'), t(`rules.stages.${rounding.stage}`, { decimals: rounding.decimals })],
    [t('rules.ties'), [...rules.ties.map((tie) => t(`rules.tieWays.${tie}`)), t('rules.joint')].join(' → ')],
    ...rules.rounds.map(({ name, comesIn, carries, audience }) => {
      const words = [
        comesIn === null ? t('rules.all') : t('rules.comesIn', { count: comesIn }),
        Number(carries) > 0 ? t('rules.carries', { share: carries }) : '',
        Number(audience) > 0 ? t('rules.audience', { share: audience }) : '',
      ];
      return [name, words.filter((one) => one !== '').join(' · ')] as const;
    }),
    [t('rules.marks'), t(rules.marksAre === 'open' ? 'rules.open' : 'rules.secret')],
    ...(rules.isBlind ? [[t('rules.blind'), t('rules.blindWords')] as const] : []),
  ];
}

/** The rules of a judged contest in words. */
export default function PanelRulesCard({ contest }: { contest: ContestWhole }) {
  const t = usePanelTexts();
  const lines = useLines(panelRules.parse(contest.rules));
  return (
    <Card title={t('rules.title')}>
      <dl className="pn-facts">
        {lines.map(([label, words]) => (
          <div key={label}>
            <dt lang="zh-CN">{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
