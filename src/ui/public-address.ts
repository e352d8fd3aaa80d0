const here = /^(?:localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0|\[::\])$/;

function isOnlyHere(address: string): boolean {
  const host = /^https?:\/\/([^/]+?)(?::\d+)?$/.exec(address)?.[1] ?? '';
  return host === '' || here.test(host);
}

/**
 * The address that other devices open: the one that the house was given. A house that was given none knows itself
 * only by the machine's own name; then the address by which this page was reached is the better one.
 */
export function publicAddress(given: string, origin: string): { address: string; isOnlyHere: boolean } {
  const address = isOnlyHere(given) && !isOnlyHere(origin) ? origin : given;
  return { address, isOnlyHere: isOnlyHere(address) };
}
