import { Link } from '#ui';
import { useDuesTexts } from './texts';
import './dues.css';

const sections = ['overview', 'charges', 'runs', 'lists', 'schemes', 'lapsing'] as const;
export type Section = (typeof sections)[number];

/** The pages of the dues beside each other. */
export function Sections({ here }: { here: Section }) {
  const t = useDuesTexts();
  return (
    <nav className="du-sections" aria-label={t('pages.title')}>
      {sections.map((one) => (
        <Link
          key={one}
          to={one === 'overview' ? '/membership/dues' : `/membership/dues/${one}`}
          {...(one === here ? { 'aria-current': 'page' as const } : {})}
        >
          {t(`pages.sections.${one}`)}
        </Link>
      ))}
    </nav>
  );
}
