/** Addresses without a browser: patterns such as `/plan/$planId`, and the search part that holds a page's state. */
export type Params = Readonly<Record<string, string>>;
export type Search = Readonly<Record<string, string>>;

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The parameters when the path fits the pattern, else null. */
export function matchPath(pattern: string, path: string): Params | null {
  const wanted = partsOf(pattern);
  const given = partsOf(path);
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith('$')) params[part.slice(1)] = decoded(value);
    else if (part !== value) return null;
  }
  return params;
}

/** Fixed words beat parameters, so that `/plan/import` is found before `/plan/$planId`. */
export function findRoute<R extends { readonly path: string }>(
  routes: readonly R[],
  path: string,
): { route: R; params: Params } | null {
  let best: { route: R; params: Params } | null = null;
  for (const route of routes) {
    const params = matchPath(route.path, path);
    if (params && (best === null || Object.keys(params).length < Object.keys(best.params).length))
      best = { route, params };
  }
  return best;
}

/** `/plan/$planId` with its parameters filled in and, where given, a search part. */
export function addressTo(
  pattern: string,
  params: Params = {},
  search: Readonly<Record<string, string | null>> = {},
): string {
  const path = pattern.replace(/\$(\w+)/g, (_whole, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${pattern} lacks the parameter ${name}`);
    return encodeURIComponent(value);
  });
  return path + searchText(search);
}

export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Empty and null values are left out; the order is that of the names, so that equal states have equal addresses. */
export function searchText(search: Readonly<Record<string, string | null | undefined>>): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(search).sort()) {
    const value = search[name];
    if (value !== undefined && value !== null && value !== '') query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** Only an address of our own may follow a sign-in: `//elsewhere` and `https:` would lead away. */
export function safeNext(next: string | null | undefined): string | null {
  if (!next || !next.startsWith('/') || next.startsWith('//') || next.includes('\\')) return null;
  if ([...next].some((letter) => letter < ' ')) return null;
  return next.startsWith('/sign-in') || next.startsWith('/api/') ? null : next;
}
