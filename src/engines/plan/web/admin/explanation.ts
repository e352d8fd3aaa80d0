import { type getCommitment } from '../../contract';
import type { EndpointResponse, Language } from '#kernel/contract';
import type { Explanation } from '#ui';
import type { PlanTexts } from '../texts';
import { figureParts } from '../words';
import { reasonWords } from './reasons';

export type CommitmentPage = EndpointResponse<typeof getCommitment>;

/** How the figure of one commitment came about: the rule in words, its numbers with their rows, the moment. */
export function explanationOf(page: CommitmentPage, t: PlanTexts, _language: Language): Explanation {
  const { howItCameAbout: how, row, figureRows } = page;
  const at = `/plan/commitments/${row.id}`;
  const counted = figureRows.filter((one) => one.isCounted).length;
  const parts: Explanation['parts'][number][] = [];
  if (row.figure) {
    const { value, unit } = figureParts(row.figure, t);
    parts.push({ label: t('how.figure'), value: unit ? `${value} ${unit}` : value, to: `${at}?rows=all` });
  }
  if (figureRows.length > 0) {
    parts.push({ label: t('how.counted'), value: t('how.rows', { count: counted }), to: `${at}?rows=counted` });
    const apart = figureRows.length - counted;
    if (apart > 0)
      parts.push({ label: t('how.apart'), value: t('how.rows', { count: apart }), to: `${at}?rows=apart` });
  }
  return {
    formula: how.formula,
    rule: how.rule,
    parts,
    calculatedAt: how.computedAt,
    reasonOf: (reason) => figureRows.find((one) => one.reason === reason)?.reasonWords ?? reasonWords(reason, t),
  };
}
