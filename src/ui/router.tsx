import {
  type AnchorHTMLAttributes,
  type MouseEvent,
  createContext,
  useContext,
  useMemo,
  useSyncExternalStore,
} from 'react';
import { type Params, type Search, parseSearch, searchText } from './routes';

/**
 * A router of one screen, for both shells: history, links, parameters, search. Pages are found by the shell, which
 * knows the modules. The address is the state: filters, tab and opened row live in the search part.
 */
export interface Place {
  readonly path: string;
  readonly search: Search;
  readonly hash: string;
}

let base = '';
let place: Place = { path: '/', search: {}, hash: '' };
let scrolled = new Map<string, number>();
const listeners = new Set<() => void>();

function keyOfEntry(): string {
  const state = history.state as { key?: string } | null;
  return state?.key ?? 'first';
}

function read(): void {
  const path = location.pathname.slice(base.length) || '/';
  place = { path, search: parseSearch(location.search), hash: location.hash.slice(1) };
  for (const listener of listeners) listener();
}

function mainArea(): HTMLElement | null {
  return document.querySelector('[data-scrolls]');
}

/** Starts listening; `under` is `/m` for the phone. */
export function startRouter(under: '' | '/m'): void {
  base = under;
  scrolled = new Map();
  history.scrollRestoration = 'manual';
  window.addEventListener('popstate', () => {
    read();
    const top = scrolled.get(keyOfEntry()) ?? 0;
    requestAnimationFrame(() => mainArea()?.scrollTo({ top }));
  });
  read();
}

/** Goes to an address of this shell, such as `/plan?year=2024`; `replace` leaves no step to go back to. */
export function navigate(to: string, options: { replace?: boolean; keepScroll?: boolean } = {}): void {
  const area = mainArea();
  if (area) scrolled.set(keyOfEntry(), area.scrollTop);
  const isSamePage = (to.split(/[?#]/)[0] || place.path) === place.path;
  const state = { key: options.replace ? keyOfEntry() : String(performance.now()) };
  history[options.replace ? 'replaceState' : 'pushState'](state, '', base + to);
  read();
  if (isSamePage || options.keepScroll) return;
  area?.scrollTo({ top: 0 });
  area?.focus({ preventScroll: true });
}

export function currentPlace(): Place {
  return place;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePlace(): Place {
  return useSyncExternalStore(subscribe, currentPlace);
}

const ParamsContext = createContext<Params>({});
export const ParamsProvider = ParamsContext.Provider;

/** The parameters of the page's own path. */
export function useParams<Names extends string = string>(): Readonly<Record<Names, string>> {
  return useContext(ParamsContext) as Readonly<Record<Names, string>>;
}

export type SearchPatch = Readonly<Record<string, string | null>>;

/** The state that the address holds. A change adds a step to go back to unless `replace` is asked for. */
export function useSearch(): [Search, (patch: SearchPatch, options?: { replace?: boolean }) => void] {
  const { search } = usePlace();
  const change = useMemo(
    () =>
      (patch: SearchPatch, options: { replace?: boolean } = {}): void => {
        const now = currentPlace();
        navigate(now.path + searchText({ ...now.search, ...patch }), { ...options, keepScroll: true });
      },
    [],
  );
  return [search, change];
}

export interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  /** An address of this shell, or one that begins with `/api/` or a scheme, which the browser opens itself. */
  to: string;
  replace?: boolean;
  keepScroll?: boolean;
}

function isOurs(to: string): boolean {
  return to.startsWith('/') && !to.startsWith('/api/') && !to.startsWith('/sign-in');
}

export function Link({ to, replace, keepScroll, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isPlain || rest.target || !isOurs(to)) return;
    event.preventDefault();
    navigate(to, { ...(replace ? { replace } : {}), ...(keepScroll ? { keepScroll } : {}) });
  };
  return <a {...rest} href={isOurs(to) ? base + to : to} onClick={follow} />;
}
