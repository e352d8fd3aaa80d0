import { accessSync, constants } from 'node:fs';

export const PORT = 5432;
/** The bootstrap superuser. The program itself never logs in with it after the database has been made. */
export const SUPERUSER = 'postgres';
/** The role the program works as: no superuser, so that grants and row security bind it. */
export const WORK_ROLE = 'gonghui';

/** POSIX shared memory needs /dev/shm, which some containers lack or close. */
function sharedMemoryKind(): string {
  if (process.platform !== 'linux') return 'posix';
  try {
    accessSync('/dev/shm', constants.W_OK);
    return 'posix';
  } catch {
    return 'mmap';
  }
}

/**
 * The whole `postgresql.conf`. It is written anew at every start, so that settings can change with the program;
 * what an administrator adds goes into `own.conf` beside it, which is read last and never touched.
 */
export function serverSettings(): string {
  const rows: [name: string, value: string, why: string][] = [
    ['listen_addresses', '', 'never on the network: only the socket in a private folder'],
    ['unix_socket_permissions', '0700', ''],
    ['max_connections', '60', ''],
    ['shared_buffers', '96MB', ''],
    ['dynamic_shared_memory_type', sharedMemoryKind(), ''],
    ['fsync', 'on', 'an acknowledged entry survives a power cut'],
    ['synchronous_commit', 'on', ''],
    ['full_page_writes', 'on', ''],
    ['wal_level', 'minimal', 'no replica reads our log; bulk loads and cloned databases write less'],
    ['max_wal_senders', '0', ''],
    ['max_wal_size', '512MB', ''],
    ['max_logical_replication_workers', '0', ''],
    ['io_method', 'sync', 'no idle input/output workers'],
    ['jit', 'off', 'our statements are short; compiling them costs more than it saves'],
    ['max_parallel_workers_per_gather', '0', ''],
    ['logging_collector', 'off', 'the launcher opens the log file and keeps it short'],
    ['log_checkpoints', 'off', ''],
    ['log_line_prefix', '%m [%p] %d ', ''],
    ['log_timezone', 'Asia/Shanghai', ''],
    ['timezone', 'Asia/Shanghai', ''],
    ['datestyle', 'iso, ymd', ''],
    ['lc_messages', 'C', 'error texts are matched by programs and by searches'],
    ['default_text_search_config', 'pg_catalog.simple', ''],
  ];
  const lines = rows.map(([name, value, why]) => `${name} = '${value}'${why ? `  # ${why}` : ''}`);
  return [
    '# Written by gonghui at every start. Put your own settings into own.conf beside this file.',
    ...lines,
    `include_if_exists = 'own.conf'`,
    '',
  ].join('\n');
}

/** Who may log in: anybody who can reach the socket, and its folder is closed to all but the server's user (and root). */
export const HOST_BASED_ACCESS = 'local all all trust\n';

/** A list setting splits at commas, so a folder's name must be quoted as an identifier is. */
export function quoteListItem(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
