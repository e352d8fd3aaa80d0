import { strict as assertTrue } from 'node:assert';
import type { ErrorStatus, ErrorTable } from './error-table';

export interface FieldIssue {
  path: string;
  message: string;
}

/**
 * What a user can cause. The code stands in a module's error table; the words come from its locale files in the
 * language of the request. Anything that only a programmer can cause is an assertion instead.
 */
export class AppError extends Error {
  readonly code: string;
  readonly params: Record<string, unknown>;
  readonly issues: FieldIssue[];

  constructor(code: string, params: Record<string, unknown> = {}, issues: FieldIssue[] = []) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    this.params = params;
    this.issues = issues;
  }
}

/** The refusal for "not there" and for "not yours": it must not tell which. */
export function notFound(): AppError {
  return new AppError('kernel.not_found');
}

const statuses = new Map<string, ErrorStatus>();

/** Called once for each module when the program is composed; a code stands in one table only. */
export function registerErrors(table: ErrorTable): void {
  for (const [code, status] of Object.entries(table)) {
    assertTrue(statuses.get(code) === undefined || statuses.get(code) === status, `error code twice: ${code}`);
    statuses.set(code, status);
  }
}

export function statusOf(code: string): ErrorStatus {
  const status = statuses.get(code);
  assertTrue(status !== undefined, `error code without a table: ${code}`);
  return status;
}

export const assert: (condition: unknown, message: string) => asserts condition = assertTrue;
