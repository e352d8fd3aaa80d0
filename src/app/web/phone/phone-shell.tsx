import {
  Icon,
  type IconName,
  Link,
  type PhoneTab,
  Skeleton,
  Toasts,
  findRoute,
  mayUse,
  phoneTabs,
  usePlace,
  useSession,
} from '#ui';
import { HeadMarkProvider } from '#ui/phone';
import { Suspense, useEffect } from 'react';
import { modulePages } from '../module-pages';
import { PageView, type ShellPage, lazyExtra, lazyPage } from '../page-view';
import { useShellTexts } from '../shell-texts';
import { useIsLater } from './later';
import { PhoneHome } from './phone-home';
import './phone-shell.css';

interface TabPage extends ShellPage {
  readonly tab: PhoneTab;
}

const loadQueuePage = () => import('./queue-page');

/** Pages that the first script doesn't name: they come with the table that has them. */
const FurtherPage = lazyPage('shell', () => import('./further-pages'));
/** Where the tab of what is published leads; its further pages lie below it. */
const DISCLOSURE = '/disclosure';

const pages: readonly TabPage[] = [
  { path: '/', permission: null, tab: 'home', Page: PhoneHome },
  { path: '/me', permission: null, tab: 'me', Page: lazyPage('shell', () => import('./me-page'), ['offline']) },
  { path: '/queue', permission: null, tab: 'me', Page: lazyPage('offline', loadQueuePage, []) },
  {
    path: '/me/devices',
    permission: null,
    tab: 'me',
    Page: lazyPage('shell', () => import('./devices-page'), ['door']),
  },
  {
    path: '/me/notifications',
    permission: null,
    tab: 'me',
    Page: lazyPage('notifications', () => import('./notifications-page')),
  },
  { path: '/me/password', permission: null, tab: 'me', Page: lazyPage('shell', () => import('./password-page')) },
  { path: DISCLOSURE, permission: 'ledger.statement.read', tab: 'disclosure', Page: FurtherPage },
  ...modulePages.flatMap(({ module, phone }) =>
    phone.map(({ path, permission, tab, load }) => ({ path, permission, tab, Page: lazyPage(module, load) })),
  ),
];

const tabIcons: Record<PhoneTab, IconName> = {
  home: 'home',
  activities: 'flag',
  disclosure: 'eye',
  appeals: 'voices',
  me: 'person',
};

/** Only tabs that lead somewhere for this person. */
function TabBar() {
  const t = useShellTexts();
  const { me } = useSession();
  const { path } = usePlace();
  const lit = findRoute(pages, path)?.route.tab ?? (path.startsWith(DISCLOSURE) ? 'disclosure' : 'me');
  const leads = (page: TabPage) => !page.path.includes('$') && mayUse(me, page.permission);
  const tabs = phoneTabs.flatMap((tab) => {
    const target = pages.find((page) => page.tab === tab && leads(page));
    return target ? [{ tab, to: target.path }] : [];
  });
  return (
    <nav className="tabbar" aria-label={t('top.menu')}>
      {tabs.map(({ tab, to }) => (
        <Link key={tab} to={to} aria-current={tab === lit ? 'page' : undefined}>
          <Icon name={tabIcons[tab]} size="xl" />
          {t(`tab.${tab}`)}
        </Link>
      ))}
    </nav>
  );
}

const QueuePill = lazyExtra('offline', () => import('./queue-pill'));
const QueueStrips = lazyExtra('offline', () => import('./queue-strips'));

function useLater(): boolean {
  const isLater = useIsLater();
  useEffect(() => {
    if (!isLater) return;
    import('./start-worker').then(({ startWorker }) => startWorker()).catch(() => undefined);
    // Where no worker keeps it, the page of what waits is fetched while there is network.
    loadQueuePage().catch(() => undefined);
  }, [isLater]);
  return isLater;
}

export function PhoneShell() {
  const t = useShellTexts();
  const { hello } = useSession();
  const isLater = useLater();
  return (
    <HeadMarkProvider value={isLater ? <Suspense fallback={null} children={<QueuePill />} /> : null}>
      <div className="phone">
        {hello.demo ? <aside className="demo">{t('demo')}</aside> : null}
        <main id="main" tabIndex={-1} data-scrolls>
          <PageView
            pages={pages}
            notFound={<Suspense fallback={<Skeleton lines={8} />} children={<FurtherPage />} />}
          />
        </main>
        {isLater ? <Suspense fallback={null} children={<QueueStrips />} /> : null}
        <TabBar />
        <Toasts />
      </div>
    </HeadMarkProvider>
  );
}
