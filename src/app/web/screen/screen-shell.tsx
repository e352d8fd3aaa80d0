import {
  ErrorBoundary,
  ErrorState,
  ParamsProvider,
  findRoute,
  mayUse,
  needTexts,
  usePlace,
  useSession,
  useTexts,
} from '#ui';
import { Suspense, lazy } from 'react';
import { screenPages } from './screen-pages';
import './screen-shell.css';

const pages = screenPages.flatMap(({ module, screens }) =>
  screens.map(({ path, permission, load }) => ({
    path: `/screen${path}`,
    permission,
    Page: lazy(async () => (await Promise.all([load(), needTexts([module])]))[0]),
  })),
);

/** The frame of the big screens: it fills the window, in the dark, with the demo's notice above where there is one. */
export function ScreenShell() {
  const t = useTexts('shell');
  const { me, hello } = useSession();
  const { path } = usePlace();
  const found = findRoute(pages, path);
  return (
    <>
      {hello.demo ? <aside className="screen-demo">{t('demo')}</aside> : null}
      {found && mayUse(me, found.route.permission) ? (
        <ErrorBoundary resetKey={path}>
          <ParamsProvider value={found.params}>
            <Suspense fallback={null}>
              <found.route.Page />
            </Suspense>
          </ParamsProvider>
        </ErrorBoundary>
      ) : (
        <h1 className="screen-note">{t('notFound.title')}</h1>
      )}
    </>
  );
}

export function Unreachable({ error }: { error: Error }) {
  return (
    <div className="screen-note">
      <ErrorState error={error} onRetry={() => location.reload()} />
    </div>
  );
}
