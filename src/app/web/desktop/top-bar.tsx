import {
  Icon,
  type IconName,
  Link,
  Mark,
  Popover,
  chooseTheme,
  chooseTypeSize,
  navigate,
  switchLanguage,
  useChoices,
  useScope,
  useSession,
} from '#ui';
import { type ReactNode, Suspense, useRef, useState } from 'react';
import { leave } from '../account/sign-out';
import { lazyPage } from '../page-view';
import { useShellTexts } from '../shell-texts';

/** The bar doesn't wait for the bell, its words and its news. */
const Bell = lazyPage('notifications', () => import('./notifications/bell'));

/** A button with a short list below it. */
function Pick(props: {
  icon?: IconName;
  name: string;
  face: ReactNode;
  looks: string;
  children: (close: () => void) => ReactNode;
}) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [close] = useState(() => () => setOpen(false));
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={props.looks}
        aria-haspopup="true"
        aria-expanded={isOpen}
        title={props.name}
        onClick={() => setOpen(!isOpen)}
      >
        {props.icon ? <Icon name={props.icon} /> : null}
        <span className="unseen">{props.name}</span>
        {props.face}
      </button>
      {isOpen ? (
        <Popover anchor={anchor} label={props.name} onClose={close}>
          <div className="menu-list">{props.children(close)}</div>
        </Popover>
      ) : null}
    </>
  );
}

function YearPick() {
  const t = useShellTexts();
  const { hello } = useSession();
  const { year, pickYear } = useScope();
  const thisYear = Number(hello.today.slice(0, 4));
  const years = [...new Set([thisYear + 1, thisYear, thisYear - 1, thisYear - 2, year])].sort((a, b) => b - a);
  const face = (
    <>
      {t('top.year', { year })}
      <Icon name="down" size="s" />
    </>
  );
  return (
    <Pick icon="calendar" looks="pick" name={t('top.pickYear')} face={face}>
      {(close) =>
        years.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === year}
            onClick={() => {
              pickYear(one);
              close();
            }}
          >
            {t('top.year', { year: one })}
          </button>
        ))
      }
    </Pick>
  );
}

/** The units on which the person holds a role; with one unit there is nothing to pick. */
function UnitPick() {
  const t = useShellTexts();
  const { me } = useSession();
  const { unitId, pickUnit } = useScope();
  const units = new Map(me.roles.map((role) => [role.unitId, role.unitName]));
  const [only] = units.values();
  if (units.size <= 1) {
    return only ? (
      <span className="pick still">
        <Icon name="place" />
        {only}
      </span>
    ) : null;
  }
  const choices: [string | null, string][] = [[null, t('top.allUnits')], ...units];
  const face = (
    <>
      {(unitId && units.get(unitId)) ?? t('top.allUnits')}
      <Icon name="down" size="s" />
    </>
  );
  return (
    <Pick icon="place" looks="pick" name={t('top.pickUnit')} face={face}>
      {(close) =>
        choices.map(([id, name]) => (
          <button
            key={id ?? 'all'}
            type="button"
            aria-pressed={id === unitId}
            onClick={() => {
              pickUnit(id);
              close();
            }}
          >
            {name}
          </button>
        ))
      }
    </Pick>
  );
}

function AccountMenu() {
  const t = useShellTexts();
  const { me } = useSession();
  const role = (me.roles.find((held) => held.delegatedBy === null) ?? me.roles[0])?.role ?? 'worker';
  const face = (
    <>
      <span className="av" aria-hidden="true">
        {[...me.name][0]}
      </span>
      {me.name}
      <span className="dim t12">{t.maybe(`role.${role}`) ?? ''}</span>
    </>
  );
  const go = (close: () => void, to: string, icon: IconName, words: string) => (
    <button
      type="button"
      onClick={() => {
        close();
        navigate(to);
      }}
    >
      <Icon name={icon} />
      {words}
    </button>
  );
  return (
    <Pick looks="me" name={t('top.account')} face={face}>
      {(close) => (
        <>
          {go(close, '/account', 'device', t('top.devices'))}
          {go(close, '/account#password', 'key', t('top.password'))}
          <hr />
          <button type="button" onClick={() => void leave()}>
            <Icon name="out" />
            {t('top.signOut')}
          </button>
        </>
      )}
    </Pick>
  );
}

export function TopBar({ onSearch }: { onSearch: () => void }) {
  const t = useShellTexts();
  const { hello } = useSession();
  const { language, typeSize, isDark } = useChoices();
  const isLarge = typeSize === 'large';
  const darkWords = isDark ? t('top.toLight') : t('top.toDark');
  return (
    <header className="top">
      <Link to="/" className="brand">
        <Mark />
        <span className="ell">{hello.organisation ?? t('product')}</span>
      </Link>
      <YearPick />
      <UnitPick />
      <span className="sp" />
      <button type="button" className="find" onClick={onSearch} aria-keyshortcuts="/ Control+K">
        <Icon name="search" />
        <span className="ell">{t('top.search')}</span>
        <span className="sp" />
        <kbd>/</kbd>
      </button>
      <Suspense fallback={<span className="ib" />}>
        <Bell />
      </Suspense>
      <button
        type="button"
        className="ib"
        title={t('top.typeSize')}
        aria-pressed={isLarge}
        onClick={() => chooseTypeSize(isLarge ? 'standard' : 'large')}
      >
        {t('top.large')}
      </button>
      <button
        type="button"
        className="ib"
        title={t('top.otherLanguageName')}
        lang={language === 'en' ? 'zh-CN' : 'en'}
        onClick={() => void switchLanguage(language === 'en' ? 'zh-CN' : 'en')}
      >
        {t('top.otherLanguage')}
      </button>
      <button
        type="button"
        className="ib"
        aria-label={darkWords}
        title={darkWords}
        onClick={() => chooseTheme(isDark ? 'light' : 'dark')}
      >
        <Icon name={isDark ? 'sun' : 'moon'} />
      </button>
      <AccountMenu />
    </header>
  );
}
