import type { PermissionName } from '#kernel/contract';
import { type ComponentType, Suspense } from 'react';
import { mayUse, useSession } from './session';

/** What a module shows beside a record of another one, which doesn't know it. */
interface BesidePart {
  readonly record: string;
  readonly permission: PermissionName | null;
  readonly Part: ComponentType<{ id: string }>;
}

const parts = new Map<string, BesidePart>();

/** Says what stands beside records; saying it again under the same key changes nothing. */
export function registerBeside(key: string, part: BesidePart): void {
  if (!parts.has(key)) parts.set(key, part);
}

/** What other modules have to say of a record, such as `ledger.statement`, for whoever may read it. */
export function BesideRecord({ record, id }: { record: string; id: string }) {
  const { me } = useSession();
  return [...parts]
    .filter(([, part]) => part.record === record && mayUse(me, part.permission))
    .map(([key, { Part }]) => (
      <Suspense key={key} fallback={null}>
        <Part id={id} />
      </Suspense>
    ));
}
