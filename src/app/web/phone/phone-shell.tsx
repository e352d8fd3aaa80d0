import {
  Icon,
  type IconName,
  Link,
  type PhoneTab,
  Toasts,
  findRoute,
  mayUse,
  phoneTabs,
  usePlace,
  useSession,
} from '#ui';
import { modulePages } from '../module-pages';
import { PageView, type ShellPage, lazyPage } from '../page-view';
import { useShellTexts } from '../shell-texts';
import { PhoneHome } from './phone-home';
import './phone-shell.css';

interface TabPage extends ShellPage {
  readonly tab: PhoneTab;
}

const pages: readonly TabPage[] = [
  { path: '/', permission: null, tab: 'home', Page: PhoneHome },
  { path: '/me', permission: null, tab: 'me', Page: lazyPage('shell', () => import('./me-page')) },
  { path: '/me/devices', permission: null, tab: 'me', Page: lazyPage('shell', () => import('./devices-page')) },
  { path: '/me/password', permission: null, tab: 'me', Page: lazyPage('shell', () => import('./password-page')) },
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
  const lit = findRoute(pages, path)?.route.tab ?? 'home';
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

export function PhoneShell() {
  const t = useShellTexts();
  const { hello } = useSession();
  return (
    <div className="phone">
      {hello.demo ? <aside className="demo">{t('demo')}</aside> : null}
      <main id="main" tabIndex={-1} data-scrolls>
        <PageView pages={pages} notFound={<PhoneHome />} />
      </main>
      <TabBar />
      <Toasts />
    </div>
  );
}
