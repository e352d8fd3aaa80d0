import { unitsOn } from '#engines/roster';
import type { Context, RequestFacts } from '#kernel';
import { text } from '#kernel';
import type { Hello } from '#kernel/contract';
import { demoWorld } from './demo';
import { programVersion } from './version';

/** What a page may know before anyone has signed in; the demo's roles are named to this machine only. */
export async function greet(
  ctx: Context,
  request: RequestFacts,
  needsFirstAdministrator: boolean,
  url: string,
): Promise<Hello> {
  const units = await unitsOn(ctx, { day: ctx.clock.today() });
  const works = units.find((unit) => unit.kind === 'works') ?? units[0];
  return {
    product: 'gonghui',
    version: programVersion(),
    organisation: works?.name ?? null,
    address: url.replace(/\/+$/, ''),
    today: ctx.clock.today(),
    demo: ctx.house.isDemo
      ? {
          notice: text(ctx.language, 'kernel:demo.notice'),
          accounts: request.isLoopback ? [...demoWorld.accounts()] : [],
        }
      : null,
    needsFirstAdministrator,
  };
}
