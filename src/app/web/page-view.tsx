import type { PermissionName } from '#kernel/contract';
import { ErrorBoundary, ParamsProvider, Skeleton, findRoute, mayUse, needTexts, usePlace, useSession } from '#ui';
import { type ComponentType, type ReactNode, Suspense, lazy } from 'react';
import { modulePages } from './module-pages';

/** A page as the shells show it, whichever module it comes from. */
export interface ShellPage {
  readonly path: string;
  readonly permission: PermissionName | null;
  readonly Page: ComponentType;
}

/** Fetches a piece of a module together with its words and those of the modules whose pieces it uses. */
export function lazyPiece<Props>(
  module: string,
  load: () => Promise<{ default: ComponentType<Props> }>,
  uses = modulePages.find((pages) => pages.module === module)?.uses ?? [],
) {
  return lazy(async () => {
    const [piece] = await Promise.all([load(), needTexts([module, ...uses])]);
    return piece;
  });
}

/** A piece that the page can do without: where it can't be fetched, nothing stands in its place. */
export function lazyExtra<Props = object>(module: string, load: () => Promise<{ default: ComponentType<Props> }>) {
  return lazy(async (): Promise<{ default: ComponentType<Props> }> => {
    try {
      const [piece] = await Promise.all([load(), needTexts([module])]);
      return piece;
    } catch {
      return { default: () => null };
    }
  });
}

export function lazyPage(
  module: string,
  load: () => Promise<{ default: ComponentType }>,
  uses?: readonly string[],
): ComponentType {
  return lazyPiece(module, load, uses);
}

/** The page of the present address. What a person may not use looks like what doesn't exist. */
export function PageView({ pages, notFound }: { pages: readonly ShellPage[]; notFound: ReactNode }) {
  const { path } = usePlace();
  const { me } = useSession();
  const found = findRoute(pages, path);
  if (!found || !mayUse(me, found.route.permission)) return notFound;
  const { Page } = found.route;
  return (
    <ErrorBoundary resetKey={path}>
      <ParamsProvider value={found.params}>
        <Suspense fallback={<Skeleton lines={8} />}>
          <Page />
        </Suspense>
      </ParamsProvider>
    </ErrorBoundary>
  );
}
