import { accountNames } from '../accounts';
import type { Context } from '../context';
import { isDay } from '../day';
import { isId } from '../paging';
import { sayDay } from '../say-day';
import { hasText, text } from '../texts';
import type { AuditRow } from './contract';

export interface FoundEntry {
  id: string;
  moment: string;
  actor: string;
  actorName: string | null;
  action: string;
  subject: string | null;
  details: Record<string, unknown>;
}

type Names = ReadonlyMap<string, string>;

const known = (ctx: Context, keys: readonly string[]): string | undefined => {
  const key = keys.find((one) => hasText(ctx.language, one));
  return key === undefined ? undefined : text(ctx.language, key);
};

/** What was done, in words: they stand under `audit` in the texts of the module, or of the kernel for what has none. */
export function actionWords(ctx: Context, action: string): string {
  const [module, verb] = action.split('.', 2);
  return known(ctx, [`${module}:audit.${verb}`, `kernel:audit.${action}`]) ?? action;
}

/** What is called by these ids, of what the reader may read: accounts, and whatever the modules know. */
async function namesOf(ctx: Context, ids: readonly string[]): Promise<Names> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const found = [await accountNames(ctx, wanted)];
  for (const find of ctx.house.nameFinders) found.push(await find(ctx, wanted));
  return new Map(found.flatMap((names) => [...names]));
}

/** Every id in a value, however deep it lies. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return isId(value) ? [value] : [];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(idsIn) : [];
}

const idsOf = ({ subject, details }: FoundEntry): string[] => [
  ...idsIn(subject?.slice(subject.indexOf(':') + 1)),
  ...idsIn(details),
];

function parameterName(ctx: Context, key: string): string {
  const [module, name] = key.split('.', 2);
  return known(ctx, [`${module}:parameters.${name}.name`]) ?? key;
}

function subjectOf(ctx: Context, subject: string | null, names: Names): AuditRow['subject'] {
  if (subject === null) return null;
  const [kind = '', rest = ''] = subject.split(/:(.*)/s, 2);
  const name = names.get(rest) ?? (kind === 'parameter' ? parameterName(ctx, rest) : null);
  return { key: subject, kind: known(ctx, [`kernel:logs.kinds.${kind}`]) ?? kind, name };
}

/** The words of a code such as a role, a post or a state: of the module that did it, or of the one that it names itself. */
function codeWords(ctx: Context, module: string, label: string, value: string): string | undefined {
  const [first = '', second] = value.split('.', 2);
  const [home, code] = second === undefined ? [module, first] : [first, second];
  if (!/^[A-Za-z]\w*$/.test(code)) return undefined;
  return known(ctx, [`${home}:audit_codes.${label}.${code}`, `${home}:${label}s.${code}`]);
}

/** One value of the details as a person reads it; an id without a name is shortened to what tells two apart. */
function valueWords(ctx: Context, module: string, label: string, value: unknown, names: Names): string {
  const say = (key: string) => text(ctx.language, `kernel:logs.${key}`);
  if (value === null || value === undefined) return '—';
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    if (isId(value)) return names.get(value) ?? `…${value.slice(-8)}`;
    return isDay(value) ? sayDay(value, ctx.language) : (codeWords(ctx, module, label, value) ?? value);
  }
  if (Array.isArray(value))
    return value.map((one) => valueWords(ctx, module, label, one, names)).join(say('comma')) || '—';
  return Object.entries(value)
    .map(([name, part]) => `${labelWords(ctx, name)} ${valueWords(ctx, module, name, part, names)}`)
    .join(say('comma'));
}

const labelWords = (ctx: Context, name: string): string => known(ctx, [`kernel:logs.details.${name}`]) ?? name;

/** The entries of one page in the reader's language, with the names of what they speak of. */
export async function presentEntries(ctx: Context, entries: readonly FoundEntry[]): Promise<AuditRow[]> {
  const names = await namesOf(ctx, entries.flatMap(idsOf));
  return entries.map((entry) => ({
    id: entry.id,
    at: entry.moment,
    actor: entry.actor,
    actorName: entry.actorName,
    action: entry.action,
    words: actionWords(ctx, entry.action),
    subject: subjectOf(ctx, entry.subject, names),
    details: Object.entries(entry.details).map(([name, value]) => ({
      label: labelWords(ctx, name),
      value: valueWords(ctx, entry.action.split('.', 1)[0]!, name, value, names),
    })),
  }));
}
