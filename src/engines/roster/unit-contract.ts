import { z } from 'zod';
import { abilities, day, endpoint } from '#kernel/contract';

/** Kinds of unit and posts are rows, not code: a works may have kinds that this file has never heard of. */
export const code = z.string().regex(/^[a-z][a-z_]{0,39}$/);
/**
 * At least one sign that can be seen: marks and blanks alone are no name. And none that takes no room and says nothing: two
 * people must not bear names that look the same and are not.
 */
export const SEEN = /^(?!.*[\u00AD\u200B\u2028\u2029\u2060-\u2064\uFEFF\u{E0000}-\u{E007F}]).*[^\p{C}\p{Z}\p{M}]/su;
/** What a person types into one line: without the signs that steer a terminal or end a text for the database. */
export const line = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}]*$/u);
export const unitName = line.min(1).max(60).regex(SEEN);
/** Why something was done; it is shown with what was done. */
export const reason = line.max(200).optional();
export const idParams = z.object({ id: z.uuid() });

export const catalogueEntry = z.object({ code, name: z.string(), englishName: z.string() });

export const unitKind = catalogueEntry.extend({
  isRoot: z.boolean(),
  liesUnder: z.array(z.string()),
  isFrontLine: z.boolean(),
});
export type UnitKind = z.infer<typeof unitKind>;

/** A unit as it was on the day that was asked for. */
export const unit = z.object({
  id: z.uuid(),
  parentId: z.uuid().nullable(),
  kind: z.string(),
  name: z.string(),
  shortName: z.string(),
  position: z.number().int(),
  /** From the root down, such as `/0001/0004/`; a subtree is what begins with it. */
  path: z.string(),
  validFrom: day,
  validTo: day.nullable(),
  /** Marked as remote on that day; what lies below a remote unit is remote with it. */
  isRemote: z.boolean(),
});
export type Unit = z.infer<typeof unit>;

export const unitRow = unit.extend({ abilities });
export type UnitRow = z.infer<typeof unitRow>;

export const unitHistory = z.object({
  name: z.string(),
  shortName: z.string(),
  parentId: z.uuid().nullable(),
  parentName: z.string().nullable(),
  validFrom: day,
  validTo: day.nullable(),
});

/**
 * `merged` and `split` are told by the unit that went, `absorbed` and `split_off` by those that its people are in now.
 */
export const unitChangeKinds = [
  ...(['created', 'renamed', 'moved', 'closed', 'reopened', 'marked_remote', 'unmarked_remote'] as const),
  ...(['merged', 'absorbed', 'split', 'split_off'] as const),
] as const;

/** One thing that was done to a unit. */
export const unitChange = z.object({
  id: z.uuid(),
  what: z.enum(unitChangeKinds),
  /** From this day on, or for a closing the last day. */
  day,
  /** The name before and after: of the unit, for a move of the unit above it, for a merger or split of those on the other side. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  reason: z.string(),
  recordedAt: z.iso.datetime(),
  byName: z.string(),
});
export type UnitChange = z.infer<typeof unitChange>;

/** A unit that another one came out of, or went into. */
export const unitKin = z.object({
  unitId: z.uuid(),
  name: z.string(),
  side: z.enum(['predecessor', 'successor']),
  how: z.enum(['merge', 'split']),
  day,
});
export type UnitKin = z.infer<typeof unitKin>;

export interface UnitNode<Row extends Unit = Unit> {
  readonly unit: Row;
  readonly children: readonly UnitNode<Row>[];
}

/** Nests the rows of a list. A unit whose parent is not among them stands at the top: lists end at a person's scope. */
export function unitTree<Row extends Unit>(rows: readonly Row[]): UnitNode<Row>[] {
  const known = new Set(rows.map((row) => row.id));
  const byParent = groupByParent(rows);
  const nodes = (list: readonly Row[]): UnitNode<Row>[] =>
    list.map((row) => ({ unit: row, children: nodes(byParent.get(row.id) ?? []) }));
  return nodes(rows.filter((row) => row.parentId === null || !known.has(row.parentId)));
}

/** A unit stays when its name holds the words, with all above it, so that one sees where it lies. */
export function unitsWithWords<Row extends Unit>(nodes: readonly UnitNode<Row>[], words: string): UnitNode<Row>[] {
  if (words === '') return [...nodes];
  return nodes.flatMap((node) => {
    const children = unitsWithWords(node.children, words);
    const isHit = node.unit.name.includes(words) || node.unit.shortName.includes(words);
    return isHit || children.length > 0
      ? [{ unit: node.unit, children: isHit && children.length === 0 ? node.children : children }]
      : [];
  });
}

function groupByParent<Row extends Unit>(rows: readonly Row[]): Map<string | null, Row[]> {
  const groups = new Map<string | null, Row[]>();
  for (const row of rows) {
    const siblings = groups.get(row.parentId);
    if (siblings === undefined) groups.set(row.parentId, [row]);
    else siblings.push(row);
  }
  return groups;
}

export const getCatalogue = endpoint({
  name: 'roster.getCatalogue',
  method: 'GET',
  path: '/api/roster/catalogue',
  permission: 'roster.unit.read',
  summary: 'Names the kinds of unit, the posts and the roles that there are.',
  response: z.object({
    unitKinds: z.array(unitKind),
    posts: z.array(catalogueEntry),
    roles: z.array(z.string()),
    /** Those that the person may give, where the person keeps grants. */
    grantableRoles: z.array(z.string()),
  }),
});

export const listUnits = endpoint({
  name: 'roster.listUnits',
  method: 'GET',
  path: '/api/roster/units',
  permission: 'roster.unit.read',
  summary: 'Lists the units of the own part of the tree as they were on a day, parents before children.',
  query: z.object({ day: day.optional(), kind: code.optional(), under: z.uuid().optional() }),
  response: z.object({ rows: z.array(unitRow), abilities }),
});

export const showUnit = endpoint({
  name: 'roster.showUnit',
  method: 'GET',
  path: '/api/roster/units/:id',
  permission: 'roster.unit.read',
  summary: 'Shows a unit with its earlier names and places in the tree, and what was done to it and why.',
  params: idParams,
  response: z.object({
    unit: unitRow,
    history: z.array(unitHistory),
    changes: z.array(unitChange),
    kin: z.array(unitKin),
  }),
});

export const createUnit = endpoint({
  name: 'roster.createUnit',
  method: 'POST',
  path: '/api/roster/units',
  permission: 'roster.unit.write',
  summary: 'Adds a unit below another one.',
  body: z.object({
    parentId: z.uuid().nullable(),
    kind: code,
    name: unitName,
    shortName: unitName.optional(),
    position: z.number().int().min(0).max(1_000_000).default(0),
    from: day,
    reason,
  }),
  response: unitRow,
  errors: [
    'roster.unit_kind_unknown',
    'roster.unit_kind_misplaced',
    'roster.unit_name_taken',
    'roster.unit_closed',
    'roster.day_before_start',
  ],
});

export const renameUnit = endpoint({
  name: 'roster.renameUnit',
  method: 'PATCH',
  path: '/api/roster/units/:id',
  permission: 'roster.unit.write',
  summary: 'Gives a unit another name, short name or place among its neighbours from a day on; the old name is kept.',
  params: idParams,
  body: z.object({
    name: unitName,
    shortName: unitName.optional(),
    position: z.number().int().min(0).max(1_000_000).optional(),
    from: day,
    reason,
  }),
  response: unitRow,
  errors: ['roster.unit_name_taken', 'roster.unit_closed', 'roster.day_before_start', 'roster.day_in_future'],
});

export const moveUnit = endpoint({
  name: 'roster.moveUnit',
  method: 'POST',
  path: '/api/roster/units/:id/move',
  permission: 'roster.unit.write',
  summary: 'Puts a unit with all below it under another unit from a day on; where it lay before is kept.',
  params: idParams,
  body: z.object({ parentId: z.uuid(), from: day, reason }),
  response: unitRow,
  errors: [
    'roster.unit_below_itself',
    'roster.unit_name_taken',
    'roster.unit_kind_misplaced',
    'roster.unit_closed',
    'roster.day_before_start',
    'roster.day_in_future',
  ],
});

export const closeUnit = endpoint({
  name: 'roster.closeUnit',
  method: 'POST',
  path: '/api/roster/units/:id/close',
  permission: 'roster.unit.write',
  summary: 'Closes a unit at the end of a day. Nobody may be placed in it and no open unit may lie below it.',
  params: idParams,
  body: z.object({ lastDay: day, reason }),
  response: unitRow,
  errors: ['roster.unit_not_empty', 'roster.unit_closed', 'roster.day_before_start'],
});
