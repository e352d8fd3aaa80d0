import { ownModules, registerOwn } from '../own-modules';
import { PageView, type ShellPage, lazyPage } from '../page-view';
import { PhoneHome } from './phone-home';

registerOwn();

const pages: readonly ShellPage[] = [
  {
    path: '/disclosure',
    permission: 'ledger.statement.read',
    Page: lazyPage('shell', () => import('./disclosure-page')),
  },
  ...ownModules.flatMap(({ module, phone, uses }) =>
    phone.map(({ path, permission, load }) => ({ path, permission, Page: lazyPage(module, load, uses ?? []) })),
  ),
];

/** The pages behind 我的 and 公开; an address that nobody knows, or that isn't this person's, shows the first page. */
export default function FurtherPages() {
  return <PageView pages={pages} notFound={<PhoneHome />} />;
}
