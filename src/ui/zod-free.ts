/**
 * What stands in for `zod` in the phone and sign-in builds (see `vite.config.ts`). A contract built on it still knows
 * its method, its path and whether the body is bytes, and no more. Any chain of calls gives the stub again; asking it
 * to validate is a programmer's mistake and fails at once, so that no page believes unchecked input to be checked.
 */
const refusing = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync']);
const absent = new Set<PropertyKey>(['then', 'toJSON', Symbol.toPrimitive, Symbol.iterator, Symbol.toStringTag]);

interface Stub {
  (...ignored: unknown[]): Stub;
  readonly [name: string]: Stub;
}

const stub: Stub = new Proxy((() => undefined) as unknown as Stub, {
  get(_target, name) {
    if (absent.has(name)) return undefined;
    if (typeof name === 'string' && refusing.has(name)) {
      return () => {
        throw new Error(`zod is not part of this build: ${name}() belongs to the server or to the desktop`);
      };
    }
    return stub;
  },
  apply: () => stub,
});

export const z: Stub = stub;
export default stub;
