import { clockFrom, inTransaction, type Clock } from '#kernel';
import { createUnit, openAccount } from '#engines/roster';
import type { Foundation } from './house';
import { roles } from './roles';

const system = { accountId: '00000000-0000-7000-8000-000000000000', sessionId: '', username: 'system', name: 'x', personId: null, mustChangePassword: false,
  grants: [{ role: 'a', unitId: '', unitName: '', unitPath: '/', permissions: new Set(['roster.unit.read', 'roster.unit.write']) }] };
const list = [['chair', '单志远'], ['unit_officer', '曾丽华'], ['treasurer', 'a'], ['cashier', 'b'], ['auditor', 'c'], ['superior', 'd'], ['administrator', 'e'], ['worker', 'f']] as const;
export const demoWorld = {
  password: 'gonghui-demo-2024',
  accounts: list.map(([role, name]) => ({ role, username: role, name, unitName: '海晏盐场' })),
  clock: (): Clock => clockFrom(new Date('2024-06-18T09:00:00+08:00')),
  load: async (base: Foundation) => {
    await inTransaction({ ...base.seed(), user: system }, async (ctx) => {
      const works = await createUnit(ctx, { parentId: null, kind: 'works', name: '海晏盐场', position: 1, from: '2000-01-01' });
      const area = await createUnit(ctx, { parentId: works.id, kind: 'work_area', name: '一工区', position: 1, from: '2000-01-01' });
      for (const [role, name] of list)
        await openAccount(ctx, roles, { username: role, name, password: 'gonghui-demo-2024', personId: null, mustChangePassword: false, role, unitId: role === 'unit_officer' || role === 'worker' ? area.id : works.id });
    });
  },
};
