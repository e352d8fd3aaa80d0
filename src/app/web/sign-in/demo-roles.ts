import { type Hello, signInToDemo } from '#kernel/contract';
import { CallRefused, type IconName, call } from '#ui';
import { type RoleWord, roleNames } from '../role-names';
import { type Doors, knock } from './attempt';
import { button, el, icon } from './dom';
import { say } from './words';

const icons: Record<RoleWord, IconName> = {
  chair: 'plan',
  unit_officer: 'flag',
  treasurer: 'finance',
  cashier: 'savings',
  auditor: 'eye',
  superior: 'people',
  administrator: 'admin',
  worker: 'person',
};
type DemoAccount = NonNullable<Hello['demo']>['accounts'][number];

function isRole(role: string): role is RoleWord {
  return (roleNames as readonly string[]).includes(role);
}

/** One card a role: one press enters as it. They come only to a browser on the machine that runs the demo. */
export function demoRoles(accounts: readonly DemoAccount[], doors: Doors): HTMLElement {
  const fault = el('p', { class: 'fault c-refuse t13', role: 'alert' });
  const enter = async (account: DemoAccount): Promise<void> => {
    try {
      const { username } = account;
      const enter = (secondFactor?: string) => call(signInToDemo, { body: { username, secondFactor } });
      await knock({ enter, password: null }, doors);
    } catch (error) {
      fault.textContent = error instanceof CallRefused ? error.message : say('signIn.network');
    }
  };
  const card = (account: DemoAccount): HTMLElement => {
    const known = isRole(account.role) ? account.role : null;
    const isOnly = accounts.filter((other) => other.role === account.role).length === 1;
    const detail = known && isOnly ? say(`roleDoes.${known}`) : account.unitName;
    return button(
      'role',
      () => void enter(account),
      el('span', { class: 'ic' }, icon(known ? icons[known] : 'person', 'l')),
      el(
        'span',
        { class: 'mid' },
        el('b', {}, known ? say(`role.${known}`) : account.role),
        el('em', {}, `${account.name} · ${detail}`),
      ),
    );
  };
  return el(
    'section',
    { class: 'col g16' },
    el('p', { class: 'or' }, el('span', {}, say('signIn.demo'))),
    el('div', { class: 'roles' }, ...accounts.map(card)),
    fault,
  );
}
