import { commitmentContent, type CommitmentContent } from './contract';
import type { ParsedPlan } from './parse/parsed-plan';

export interface PlanRow extends LastChange {
  id: string;
  year: number;
  title: string;
  state: 'in_review' | 'confirmed' | 'discarded' | 'reference';
  unitId: string;
  periodFrom: string;
  periodTo: string;
  documentId: string;
  documentName: string;
  importedAt: Date;
  parentPlanId: string | null;
  /** Who gave out a plan from above; empty for the union's own plans. */
  issuer: string;
  seenWarnings: { at: number | null; code: string }[];
  windowRulesId: string;
  confirmedAt: Date | null;
  revision: number;
}

/** Who changed a row last; without a moment nobody has since the row was made. */
export interface LastChange {
  changedAt: Date | null;
  changedBy: string | null;
  changedByName: string;
}

export interface DocumentRow {
  id: string;
  planId: string;
  name: string;
  sha256: string;
  content: string;
  parsed: Pick<ParsedPlan, 'warnings' | 'spans' | 'year' | 'title'>;
  /** What the reader of documents did to the text: changes accepted, tables read as rows, hidden words left out. */
  notes: { code: string; params: Record<string, number> }[];
}

export interface SectionRow {
  key: string;
  number: string | null;
  level: number;
  title: string;
  at: number;
  end: number;
}

/** All of a commitment that a review step may change, and so what undo puts back. */
export interface Snapshot {
  at: number;
  end: number;
  quote: string;
  origin: 'read' | 'added' | 'split' | 'merged' | 'gone';
  reviewState: 'proposed' | 'confirmed' | 'dropped';
  dropReason: string | null;
  isRemoved: boolean;
  content: CommitmentContent;
}

export interface CommitmentRecord extends Snapshot {
  id: string;
  planId: string;
  position: number;
  number: string;
  section: string | null;
  isAmended: boolean;
  revision: number;
  /** Read from the database; whoever writes the row becomes its changer. */
  changed?: LastChange;
}

/** What the database holds of a commitment, before its JSON is read by the contract. */
export interface CommitmentColumns {
  id: string;
  plan_id: string;
  position: number;
  number: string;
  section: string | null;
  starts_at: number;
  ends_at: number;
  quote: string;
  origin: Snapshot['origin'];
  review_state: Snapshot['reviewState'];
  drop_reason: string | null;
  is_removed: boolean;
  content: unknown;
  is_amended: boolean;
  revision: number;
  changed_at: Date | null;
  changed_by: string | null;
  changed_by_name: string;
}

export function recordOf(row: CommitmentColumns): CommitmentRecord {
  return {
    id: row.id,
    planId: row.plan_id,
    position: row.position,
    number: row.number,
    section: row.section,
    at: row.starts_at,
    end: row.ends_at,
    quote: row.quote,
    origin: row.origin,
    reviewState: row.review_state,
    dropReason: row.drop_reason,
    isRemoved: row.is_removed,
    content: commitmentContent.parse(row.content),
    isAmended: row.is_amended,
    revision: row.revision,
    changed: { changedAt: row.changed_at, changedBy: row.changed_by, changedByName: row.changed_by_name },
  };
}

export function snapshotOf(record: Snapshot): Snapshot {
  const { at, end, quote, origin, reviewState, dropReason, isRemoved, content } = record;
  return { at, end, quote, origin, reviewState, dropReason, isRemoved, content };
}

/** JSON with sorted keys and bigint as text: equal things give equal text, so it can be compared and hashed. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return part.toString();
    if (part !== null && typeof part === 'object' && !Array.isArray(part))
      return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
    return part;
  });
}
