import { type ReactNode, createContext, useContext } from 'react';
import { Icon } from '../icons';
import { usePageTitle } from '../page-title';
import { Link } from '../router';
import './phone-pages.css';
import { useUiTexts } from '../ui-texts';

/** What the shell puts into every title bar: how much waits to be sent. */
const HeadMark = createContext<ReactNode>(null);
export const HeadMarkProvider = HeadMark.Provider;

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
  const mark = useContext(HeadMark);
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
      {mark}
      {acts}
    </header>
  );
}
