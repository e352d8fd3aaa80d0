import { Card } from '#ui';
import type { ContestWhole } from '../../contests/contract';
import { panelRules, type PanelRules } from '../../panels/file';
import { usePanelTexts } from './texts';
import './panels.css';

interface Line {
  label: string;
  words: string;
  /** The label is a name that somebody gave, in Chinese. */
  isNamed?: boolean;
}

function useLines(rules: PanelRules): readonly Line[] {
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
      return {
        label: `${name} ${weight}%`,
        words: [marks, weighed, limit].filter((one) => one !== '').join(' · '),
        isNamed: true,
      };
    }),
    { label: t('rules.drop'), words: t('rules.dropLine', { high: drop.high, low: drop.low, keep: drop.keep }) },
    { label: t('rules.rounding'), words: t(`rules.stages.${rounding.stage}`, { decimals: rounding.decimals }) },
    {
      label: t('rules.ties'),
      words: [...rules.ties.map((tie) => t(`rules.tieWays.${tie}`)), t('rules.joint')].join(' → '),
    },
    ...rules.rounds.map(({ name, comesIn, carries, audience }) => {
      const words = [
        comesIn === null ? t('rules.all') : t('rules.comesIn', { count: comesIn }),
        Number(carries) > 0 ? t('rules.carries', { share: carries }) : '',
        Number(audience) > 0 ? t('rules.audience', { share: audience }) : '',
      ];
      return { label: name, words: words.filter((one) => one !== '').join(' · '), isNamed: true };
    }),
    { label: t('rules.marks'), words: t(rules.marksAre === 'open' ? 'rules.open' : 'rules.secret') },
    ...(rules.isBlind ? [{ label: t('rules.blind'), words: t('rules.blindWords') }] : []),
  ];
}

/** The rules of a judged contest in words. */
export default function PanelRulesCard({ contest }: { contest: ContestWhole }) {
  const t = usePanelTexts();
  const lines = useLines(panelRules.parse(contest.rules));
  return (
    <Card title={t('rules.title')}>
      <dl className="pn-facts">
        {lines.map(({ label, words, isNamed }) => (
          <div key={label}>
            <dt {...(isNamed ? { lang: 'zh-CN' } : {})}>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
