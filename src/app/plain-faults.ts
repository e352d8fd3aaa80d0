/**
 * Faults of known kinds say in one line what is wrong and what to do; their stack helps nobody. They are told by name,
 * because each command brings its own part of the program; a bundler may put a number behind a name.
 */
const PLAIN_KINDS =
  /^_?(SettingFault|StartFault|MigrationFault|PostgresLaunchError|KeyFault|BackupFault|CommandFault)\d*$/;

export function isPlainFault(error: unknown): boolean {
  return error instanceof Error && PLAIN_KINDS.test(error.constructor.name);
}
