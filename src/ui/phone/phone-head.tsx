import type { ReactNode } from 'react';
import { Icon } from '../icons';
import { usePageTitle } from '../page-title';
import { Link } from '../router';
import './phone-pages.css';
import { useUiTexts } from '../ui-texts';

/** The head of a phone page: a title, what stands below it, and a way back. */
export function PhoneHead({
  title,
  note,
  acts,
  back,
}: {
  title: string;
  note?: ReactNode;
  acts?: ReactNode;
  back?: string;
}) {
  const t = useUiTexts();
  usePageTitle(title);
  return (
    <header className="pbar">
      {back ? (
        <Link to={back} className="ib" aria-label={t('back')} title={t('back')}>
          <Icon name="left" size="xl" />
        </Link>
      ) : null}
      <div className="mid">
        <h1>{title}</h1>
        {note ? <p className="dim t13">{note}</p> : null}
      </div>
      {acts}
    </header>
  );
}
