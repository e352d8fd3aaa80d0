import { ErrorState, Link, Select, Skeleton, useCall, useSearch } from '#ui';
import { PageHead } from '#ui/desktop';
import type { ReactNode } from 'react';
import { type Association, listAssociations } from '../contract';
import { Founding } from './founding';
import { useSavingsTexts } from './texts';
import './savings.css';

const sections = ['overview', 'accounts', 'loans', 'lists', 'shares', 'reports'] as const;
export type Section = (typeof sections)[number];

/** Where a page of an association is, so that a second one is not lost on the way. */
export const at = (section: Section, association: string, asked: Record<string, string> = {}): string =>
  `/savings${section === 'overview' ? '' : `/${section}`}?${new URLSearchParams({ association, ...asked }).toString()}`;

/** The pages of an association beside each other, and the choice of one where there are several. */
export function Sections({ here, association }: { here: Section | null; association: string }) {
  const t = useSavingsTexts();
  const [, change] = useSearch();
  const { data } = useCall(listAssociations, {});
  return (
    <>
      <nav className="sv-sections" aria-label={t('name')}>
        {sections.map((one) => (
          <Link key={one} to={at(one, association)} {...(one === here ? { 'aria-current': 'page' as const } : {})}>
            {t(`pages.sections.${one}`)}
          </Link>
        ))}
      </nav>
      {data && data.rows.length > 1 && here !== null ? (
        <div className="row">
          <Select
            aria-label={t('pages.unit')}
            options={data.rows.map(({ id, unit }) => ({ value: id, label: unit.name }))}
            value={association}
            onChange={(event) => change({ association: event.target.value })}
          />
        </div>
      ) : null}
    </>
  );
}

/** The association that a page is about; while nobody has founded one, all there is is how to found it. */
export function WithAssociation({ children }: { children: (association: Association) => ReactNode }) {
  const t = useSavingsTexts();
  const [search] = useSearch();
  const answer = useCall(listAssociations, {});
  const { data } = answer;
  if (data) {
    const chosen = data.rows.find((one) => one.id === search.association) ?? data.rows[0];
    return chosen ? children(chosen) : <Founding mayFound={data.abilities.found ?? false} />;
  }
  return (
    <>
      <PageHead title={t('name')} />
      {answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  );
}
