import { z } from 'zod';
import { abilities, day, fen, measureFigure } from '#kernel/contract';

/** What a commitment is; the kind decides how its target is read and what "kept" means. */
export const commitmentKinds = [
  'event',
  'tour',
  'event_group',
  'count_range',
  'count',
  'rate',
  'money_floor',
  'money_about',
  'money_cap',
  'coverage',
  'participation',
  'award_round',
  'selection',
  'drive',
  'recurring_duty',
  'upkeep',
  'problem',
  'aim',
] as const;
export const commitmentKind = z.enum(commitmentKinds);
export type CommitmentKind = z.infer<typeof commitmentKind>;

/** Computed from window and measure, never typed by anyone. */
export const commitmentStates = [
  'not_begun',
  'on_the_way',
  'at_risk',
  'kept',
  'kept_late',
  'exceeded',
  'missed',
  'no_measure',
  'in_words',
] as const;
export const commitmentState = z.enum(commitmentStates);
export type CommitmentState = z.infer<typeof commitmentState>;

export const recurrences = ['week', 'month', 'quarter', 'quarter-end', 'half-year', 'term', 'year'] as const;

/** Days of the plan's year with the plan's own words; a lunar festival has its computed day in `from` and `to`. */
export const planWindow = z.object({
  from: day.nullable(),
  to: day.nullable(),
  words: z.string().max(60),
  every: z.enum(recurrences).nullable(),
  festival: z.string().max(10).nullable(),
});
export type PlanWindowValue = z.infer<typeof planWindow>;

const whole = z.number().int().min(0).max(1_000_000);

/** What must be reached. Money is whole fen. */
export const target = z.discriminatedUnion('type', [
  z.object({ type: z.literal('held'), times: whole }),
  z.object({ type: z.literal('stops'), cohort: z.array(z.string().max(60)).max(20) }),
  z.object({ type: z.literal('members'), count: whole }),
  z.object({ type: z.literal('count'), min: whole.nullable(), max: whole.nullable(), unit: z.string().max(20) }),
  z.object({ type: z.literal('rate'), min: z.number().nullable(), max: z.number().nullable(), unit: z.literal('%') }),
  z.object({ type: z.literal('money'), minFen: fen.nullable(), maxFen: fen.nullable(), isAbout: z.boolean() }),
  z.object({
    type: z.literal('coverage'),
    share: z.number().min(0).max(1),
    times: whole,
    cohort: z.array(z.string().max(60)).max(20),
  }),
  z.object({
    type: z.literal('participation'),
    expected: whole.nullable(),
    unit: z.string().max(20),
    cohort: z.string().max(60),
  }),
  z.object({ type: z.literal('awards'), names: z.array(z.string().max(60)).max(50) }),
  z.object({ type: z.literal('lists'), lists: z.array(whole).max(10) }),
  z.object({ type: z.literal('once') }),
]);
export type Target = z.infer<typeof target>;

export const groupMember = z.object({
  name: z.string().max(80),
  organisers: z.array(z.string().max(40)).max(10),
  festival: z.string().max(10).nullable(),
});

export const reviewStates = ['proposed', 'confirmed', 'dropped'] as const;
export const reviewState = z.enum(reviewStates);

const words = z.array(z.string().max(60)).max(30);

/** All that a person may change of a commitment, in review or by a dated amendment. */
export const commitmentContent = z.object({
  kind: commitmentKind,
  title: z.string().trim().min(1).max(120),
  window: planWindow.nullable(),
  target: target.nullable(),
  series: z.object({ name: z.string().max(60), edition: z.number().int().min(1).max(999) }).nullable(),
  organisers: words,
  people: words,
  units: words,
  themes: words,
  members: z.array(groupMember).max(40),
  /** For a problem: what is done next and by whom it is watched. */
  nextStep: z.string().max(300),
  measure: z.string().max(80).nullable(),
  unitId: z.uuid().nullable(),
  officerId: z.uuid().nullable(),
});
export type CommitmentContent = z.infer<typeof commitmentContent>;

export const lastChange = z.object({ byName: z.string(), at: z.iso.datetime() });

/** A commitment on the review page: its place in the document and the decision about it. */
export const reviewRow = commitmentContent.extend({
  id: z.uuid(),
  number: z.string(),
  /** Key of the outermost section that holds the sentence. */
  section: z.string().nullable(),
  at: z.number().int(),
  end: z.number().int(),
  quote: z.string(),
  reviewState,
  dropReason: z.string().nullable(),
  /** `gone` after a re-import when the corrected document no longer holds the sentence. */
  origin: z.enum(['read', 'added', 'split', 'merged', 'gone']),
  unitName: z.string().nullable(),
  officerName: z.string().nullable(),
  revision: z.number().int(),
  /** Who changed the row last; null as long as nobody has. */
  changed: lastChange.nullable(),
});
export type ReviewRow = z.infer<typeof reviewRow>;

export const figure = measureFigure.omit({ rows: true, countedDays: true });

/** A commitment on a board: its words, what is to be reached, the figure now, the state. */
export const boardRow = z.object({
  id: z.uuid(),
  number: z.string(),
  /** Key of the outermost section that holds the sentence. */
  section: z.string().nullable(),
  kind: commitmentKind,
  title: z.string(),
  quote: z.string(),
  window: planWindow.nullable(),
  /** The window in days, the plan's period where the plan names none. */
  days: z.object({ from: day, to: day }),
  target: target.nullable(),
  measure: z.string().nullable(),
  figure: figure.nullable(),
  state: commitmentState,
  /** Days since the window closed without being kept; by how many days it was kept late. */
  lateDays: z.number().int(),
  themes: z.array(z.string()),
  nextStep: z.string(),
  unitId: z.uuid().nullable(),
  unitName: z.string().nullable(),
  officerId: z.uuid().nullable(),
  officerName: z.string().nullable(),
  evidenceCount: z.number().int(),
  openTasks: z.number().int(),
  isAmended: z.boolean(),
});
export type BoardRow = z.infer<typeof boardRow>;

export const section = z.object({
  /** Rows name their chapter by this key; it is the chapter's number where that is given once. */
  key: z.string(),
  number: z.string().nullable(),
  level: z.number().int(),
  title: z.string(),
  at: z.number().int(),
  end: z.number().int(),
});

/** The counts by state, for the cards above a board. */
export const stateCounts = z.record(commitmentState, z.number().int());

export const planSummary = z.object({
  id: z.uuid(),
  year: z.number().int(),
  title: z.string(),
  /** `reference`: a plan from above that is read to be cited, never reviewed here. */
  state: z.enum(['in_review', 'confirmed', 'reference']),
  unitId: z.uuid(),
  unitName: z.string(),
  periodFrom: day,
  periodTo: day,
  documentName: z.string(),
  importedAt: z.iso.datetime(),
  confirmedAt: z.iso.datetime().nullable(),
  parentPlanId: z.uuid().nullable(),
  /** Who gave out a plan from above; empty for an own plan. */
  issuer: z.string(),
  commitments: z.number().int(),
  decided: z.number().int(),
  revision: z.number().int(),
  abilities,
});
export type PlanSummary = z.infer<typeof planSummary>;

export const warning = z.object({
  code: z.string(),
  /** Where in the text; null for what was done to the document as a whole. */
  at: z.number().int().nullable(),
  /** In the language of the request. */
  text: z.string(),
  isSeen: z.boolean(),
});

export const span = z.object({
  kind: z.enum(['time', 'number', 'people', 'organisation', 'matter', 'dropped']),
  at: z.number().int(),
  end: z.number().int(),
});

export const task = z.object({
  id: z.uuid(),
  commitmentId: z.uuid(),
  commitmentTitle: z.string(),
  title: z.string(),
  unitId: z.uuid().nullable(),
  unitName: z.string().nullable(),
  personId: z.uuid().nullable(),
  personName: z.string().nullable(),
  dueOn: day,
  doneOn: day.nullable(),
  doneNote: z.string(),
  lateDays: z.number().int(),
  revision: z.number().int(),
  abilities,
});
export type Task = z.infer<typeof task>;

export const evidence = z.object({
  id: z.uuid(),
  commitmentId: z.uuid(),
  taskId: z.uuid().nullable(),
  day,
  text: z.string(),
  byName: z.string(),
  recordedAt: z.iso.datetime(),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawnReason: z.string().nullable(),
  files: z.array(z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), bytes: z.number().int() })),
  abilities,
});
export type Evidence = z.infer<typeof evidence>;

export const comment = z.object({ id: z.uuid(), text: z.string(), byName: z.string(), at: z.iso.datetime() });

const paper = z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), bytes: z.number().int() });

export const directive = z.object({
  id: z.uuid(),
  /** The unit that received it; null where it was filed before the house had a plan. */
  unitName: z.string().nullable(),
  sender: z.string(),
  number: z.string(),
  title: z.string(),
  receivedOn: day,
  file: paper.nullable(),
  /** Whether the paper's sentences can be picked; a photo or a scanned PDF has none. */
  isRead: z.boolean(),
  /** What hindered the reading of a paper that should have words, in the language of the request. */
  whyUnread: z.string().nullable(),
  citedBy: z.number().int(),
  revision: z.number().int(),
  abilities: z.record(z.string(), z.boolean()),
});
export type Directive = z.infer<typeof directive>;

/** A sentence from above that a commitment answers, of a directive or of the plan above. */
export const citation = z.object({
  id: z.uuid(),
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('directive'), directive }),
    z.object({
      kind: z.literal('plan'),
      id: z.uuid(),
      year: z.number().int(),
      title: z.string(),
      /** Who gave the plan out: its issuer, or the unit whose plan it is. */
      issuer: z.string(),
    }),
  ]),
  /** The place in the text from above; null for words that a person copied, and for a directive as a whole. */
  at: z.number().int().nullable(),
  /** Empty where the directive is cited as a whole. */
  quote: z.string(),
  byName: z.string(),
  citedAt: z.iso.datetime(),
});
export type Citation = z.infer<typeof citation>;

/** A sentence that can be cited, with the commitments that answer it. */
export const citableSentence = z.object({
  at: z.number().int(),
  end: z.number().int(),
  text: z.string(),
  citedBy: z.array(
    z.object({ commitmentId: z.uuid(), number: z.string(), title: z.string(), planYear: z.number().int() }),
  ),
});
export type CitableSentence = z.infer<typeof citableSentence>;

/** What the reader of documents did to a text, in the language of the request. */
export const readerNote = z.object({ code: z.string(), text: z.string() });
