import type { BodySize } from '../../bodies/contract';
import { useBodyTexts } from './texts';

/** What the rules say about the size of a body, with the numbers and what set them. */
export function SizeWords({ size }: { size: BodySize }) {
  const t = useBodyTexts();
  const { rule, members, women } = size;
  const words = {
    set: t(rule.isOneAlone ? 'sizeOrOne' : 'sizeSet', { least: rule.least ?? 0, most: rule.most ?? 0 }),
    free: t('sizeFree'),
    unset: t('sizeUnset'),
    too_few: t('sizeTooFew', { fewest: rule.fewest ?? 0 }),
  }[rule.state];
  return (
    <>
      <span className="ink">{words}</span>
      <span className="dim t13">
        {' · '}
        {t('sizeNow', { members, women })}
        {rule.source === '' ? null : ` · ${t('source', { source: rule.source })}`}
      </span>
    </>
  );
}
