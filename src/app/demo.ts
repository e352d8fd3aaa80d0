import type { Clock, ContextSeed } from '#kernel';
import { clockFrom } from '#kernel/composition';
import { auditWorld, buildWorld, WORLD_DAY, worldRoles, type WorldRole } from '../../tests/world';
import { roles } from './roles';

/** The demo world: its accounts and password are known to everybody and answer on this machine only. */
export const demoWorld = {
  password: 'gonghui-demo-2024',

  /** One account a role for the sign-in page; the second officer is for the curious. */
  accounts: (): readonly WorldRole[] =>
    worldRoles().filter((account, index, all) => all.findIndex((other) => other.role === account.role) === index),

  /** Every start begins the same working morning, so that states differ and stay comparable. */
  clock: (): Clock => clockFrom(new Date(`${WORLD_DAY}T09:00:00+08:00`)),

  async load(seed: ContextSeed): Promise<void> {
    const world = await buildWorld(seed, { roles, password: demoWorld.password });
    await auditWorld(seed, world, { roles });
  },
};
