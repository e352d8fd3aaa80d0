import { unitsOn } from '#engines/roster';
import type { Context, RequestFacts } from '#kernel';
import { text } from '#kernel';
import type { Settings } from '#kernel/composition';
import type { Hello } from '#kernel/contract';
import { demoWorld } from './demo';
import { programVersion } from './version';

/** The works as it is called today, or what stands at the top; null while there is none. */
export async function organisationName(ctx: Context): Promise<string | null> {
  const units = await unitsOn(ctx, { day: ctx.clock.today() });
  return (units.find((unit) => unit.kind === 'works') ?? units[0])?.name ?? null;
}

/** What a page may know before anyone has signed in; the demo's roles are named to this machine only. */
export async function greet(
  ctx: Context,
  request: RequestFacts,
  needsFirstAdministrator: boolean,
  { url, oidc }: Settings,
): Promise<Hello> {
  return {
    product: 'gonghui',
    version: programVersion(),
    organisation: await organisationName(ctx),
    address: url.replace(/\/+$/, ''),
    today: ctx.clock.today(),
    demo: ctx.house.isDemo
      ? {
          notice: text(ctx.language, 'kernel:demo.notice'),
          accounts: request.isLoopback ? [...demoWorld.accounts()] : [],
        }
      : null,
    needsFirstAdministrator,
    provider: oidc?.name ?? null,
  };
}
