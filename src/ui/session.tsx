import type { Hello, Me, PermissionName } from '#kernel/contract';
import { createContext, useContext, useMemo } from 'react';
import { remember, remembered } from './choices';
import { publicAddress } from './public-address';
import { useSearch } from './router';

/** Who is signed in, and what the server said of itself; the shell fetches both before the first page. */
export interface Session {
  readonly me: Me;
  readonly hello: Hello;
}

const SessionContext = createContext<Session | null>(null);
export const SessionProvider = SessionContext.Provider;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is for pages inside a shell');
  return session;
}

/** Today in the works' calendar, as the server has it; in the demo it may be another day than the wall's. */
export function useToday(): string {
  return useSession().hello.today;
}

/** For absolute links that leave this browser: QR codes, calendar addresses, slips on paper. */
export function usePublicAddress(): { address: string; isOnlyHere: boolean } {
  return publicAddress(useSession().hello.address, location.origin);
}

export function mayUse(me: Pick<Me, 'permissions'>, permission: PermissionName | null): boolean {
  return permission === null || me.permissions.includes(permission);
}

/** Whether the person holds a permission anywhere; what may be done with one row comes as `abilities` with the row. */
export function useCan(): (permission: PermissionName | null) => boolean {
  const { me } = useSession();
  return useMemo(() => (permission) => mayUse(me, permission), [me]);
}

/** The year and the part of the tree that the top bar has picked. */
export interface Scope {
  readonly year: number;
  /** Null asks for all that the person may see. */
  readonly unitId: string | null;
  readonly pickYear: (year: number) => void;
  readonly pickUnit: (unitId: string | null) => void;
}

/** The address wins (`?year=2023&unit=…`), then what was picked last, then the year of today and all units. */
export function useScope(): Scope {
  const { hello, me } = useSession();
  const [search, change] = useSearch();
  const year = Number(search.year ?? remembered('year') ?? hello.today.slice(0, 4));
  const unitId = search.unit ?? remembered(`unit.${me.accountId}`) ?? '';
  return {
    year: Number.isInteger(year) ? year : Number(hello.today.slice(0, 4)),
    unitId: unitId === '' || unitId === 'all' ? null : unitId,
    pickYear: (picked) => {
      remember('year', String(picked));
      change({ year: String(picked) });
    },
    pickUnit: (picked) => {
      remember(`unit.${me.accountId}`, picked ?? 'all');
      change({ unit: picked ?? 'all' });
    },
  };
}
