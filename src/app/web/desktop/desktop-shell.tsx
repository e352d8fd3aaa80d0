import { EmptyState, Icon, Toasts, navigate, usePlace, useSession } from '#ui';
import { Suspense, lazy, useEffect, useLayoutEffect, useState } from 'react';
import { PageView, type ShellPage, lazyPage } from '../page-view';
import { useShellTexts } from '../shell-texts';
import { desktopModules } from './desktop-modules';
import './desktop-shell.css';
import { chaptersFor } from './menu';
import { NotFound } from './not-found';
import { SideMenu } from './side-menu';
import { TopBar } from './top-bar';

const SearchBox = lazy(() => import('./search-box'));

const pages: readonly ShellPage[] = [
  { path: '/', permission: null, Page: FirstPage },
  { path: '/account', permission: null, Page: lazyPage('shell', () => import('./account-page'), ['door']) },
  {
    path: '/notifications',
    permission: null,
    Page: lazyPage('notifications', () => import('./notifications/notifications-page')),
  },
  ...desktopModules.flatMap(({ module, desktop, uses }) =>
    desktop.map(({ path, permission, load }) => ({ path, permission, Page: lazyPage(module, load, uses) })),
  ),
];

/** The first menu entry is where a person begins. */
function FirstPage() {
  const t = useShellTexts();
  const { me } = useSession();
  const first = chaptersFor(me)[0]?.entries[0].path;
  useEffect(() => {
    if (first) navigate(first, { replace: true });
  }, [first]);
  if (first) return null;
  return (
    <EmptyState isPage icon="plan" title={t('nothing.title')}>
      {t('nothing.text')}
    </EmptyState>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** `/` and Ctrl-K open the search, but never from within a field or a dialog. */
function useSearchKeys(open: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !isTyping(event.target);
      const isK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      if ((!isSlash && !isK) || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      open();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [open]);
}

export function DesktopShell() {
  const t = useShellTexts();
  const { me, hello } = useSession();
  const { path } = usePlace();
  const [isSearching, setSearching] = useState(false);
  const [openSearch] = useState(() => () => setSearching(true));
  useSearchKeys(openSearch);
  // Before the effects of the page, which then names the tab itself.
  useLayoutEffect(() => {
    document.title = hello.organisation ?? t('product');
  }, [path, hello.organisation, t]);
  const hasMenu = chaptersFor(me).length > 0;
  return (
    <div className={hasMenu ? 'app' : 'app bare'}>
      <a className="skip" href="#main">
        {t('top.skip')}
      </a>
      <TopBar onSearch={openSearch} />
      {hello.demo ? (
        <aside className="demo">
          <Icon name="info" size="s" />
          {t('demo')}
        </aside>
      ) : null}
      {hasMenu ? <SideMenu /> : null}
      <main id="main" className="main" tabIndex={-1} data-scrolls>
        <PageView pages={pages} notFound={<NotFound />} />
      </main>
      <Toasts />
      {isSearching ? (
        <Suspense>
          <SearchBox onClose={() => setSearching(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
