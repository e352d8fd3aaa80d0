/** One thing that was looked at. `red` needs a hand now, `warn` soon. */
export interface Finding {
  check:
    | 'folder'
    | 'disk'
    | 'database'
    | 'role'
    | 'migrations'
    | 'key'
    | 'address'
    | 'certificate'
    | 'clock'
    | 'fonts'
    | 'backups'
    | 'audit'
    | 'books'
    | 'savings'
    | 'jobs'
    | 'roles'
    | 'secrets';
  state: 'ok' | 'warn' | 'red';
  found: string;
  /** What to do; empty when all is well. */
  todo: string;
}

export const ok = (check: Finding['check'], found: string): Finding => ({ check, state: 'ok', found, todo: '' });
export const warn = (check: Finding['check'], found: string, todo: string): Finding => ({
  check,
  state: 'warn',
  found,
  todo,
});
export const red = (check: Finding['check'], found: string, todo: string): Finding => ({
  check,
  state: 'red',
  found,
  todo,
});

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
