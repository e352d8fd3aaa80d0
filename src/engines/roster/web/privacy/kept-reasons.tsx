import type { KeptReason } from '../../contract';
import { Link } from '#ui';
import { useErasureTexts } from './erasure-texts';

/** Why data are kept; on the desktop each reason opens the page with its row. */
export function KeptReasons({ reasons, hasLinks = false }: { reasons: readonly KeptReason[]; hasLinks?: boolean }) {
  const t = useErasureTexts();
  return (
    <ul className="pv-reasons">
      {reasons.map(({ words, link }) => (
        <li key={words}>
          {words}
          {hasLinks && link !== null ? (
            <>
              {' '}
              <Link to={link}>{t('list.open')}</Link>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
