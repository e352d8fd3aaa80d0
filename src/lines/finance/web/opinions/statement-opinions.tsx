import { Card, ToneTag, formatDay, textsOf, useCall, useLanguage } from '#ui';
import { listStatementOpinions } from '../../opinions/contract';
import type chinese from '../../opinions/locale/zh-CN.json';
import './opinions.css';

const useOpinionTexts = textsOf<(typeof chinese)['opinions']>('opinions');
const tones = { agreed: 'kept', qualified: 'late', refused: 'refuse' } as const;

/** The auditors' word on a published statement; where they have said nothing, nothing stands there. */
export default function StatementOpinions({ id }: { id: string }) {
  const t = useOpinionTexts();
  const language = useLanguage();
  const rows = useCall(listStatementOpinions, { params: { id } }, { isKept: true }).data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Card title={t('title')}>
      <ul className="fo-list">
        {rows.map(({ opinion, words, on, audit }) => (
          <li key={audit + on}>
            <ToneTag tone={tones[opinion]}>{t(opinion)}</ToneTag>{' '}
            <span className="dim t13">
              {formatDay(on, language)} · <span lang="zh-CN">{audit}</span>
            </span>
            {words === '' ? null : <p lang="zh-CN">{words}</p>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
