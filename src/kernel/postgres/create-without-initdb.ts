import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVER_ENVIRONMENT, type Binaries } from './binaries';
import { PostgresLaunchError } from './launch-error';
import type { ServerUser } from './server-user';
import { SUPERUSER } from './settings';
import { syncTree } from './trees';
import { writeSettings } from './write-settings';

/**
 * `initdb` refuses to work for a user number without an account (a container started with `--user 12345`, or the number
 * root picks for us), only because it wants to print the name. The server itself needs no name, and it does all the
 * work: it reads the catalogue that lies beside it, then SQL. This file hands it the same input. A test compares the
 * outcome with that of `initdb`, catalogue by catalogue, so a newer PostgreSQL that wants something else is noticed.
 */
const FOLDERS = `global base base/1 pg_commit_ts pg_dynshmem pg_logical pg_logical/mappings pg_logical/snapshots
  pg_multixact pg_multixact/members pg_multixact/offsets pg_notify pg_replslot pg_serial pg_snapshots pg_stat
  pg_stat_tmp pg_subtrans pg_tblspc pg_twophase pg_wal pg_wal/archive_status pg_wal/summaries pg_xact`.split(/\s+/);

/** What the catalogue's text leaves open for the machine (all of ours have 64 bits) and for the choices of `cluster.ts`. */
const CATALOGUE_WORDS: Readonly<Record<string, string>> = {
  NAMEDATALEN: '64',
  SIZEOF_POINTER: '8',
  ALIGNOF_POINTER: 'd',
  FLOAT8PASSBYVAL: 't',
  POSTGRES: `'${SUPERUSER}'`,
  ENCODING: '6', // UTF8
  LOCALE_PROVIDER: 'b', // builtin
  LC_COLLATE: `'C'`,
  LC_CTYPE: `'C'`,
  DATLOCALE: `'C.UTF-8'`,
  ICU_RULES: '_null_',
};

function catalogueText(share: string): string {
  const words = new RegExp(`\\b(${Object.keys(CATALOGUE_WORDS).join('|')})\\b`, 'g');
  const text = readFileSync(join(share, 'postgres.bki'), 'utf8');
  return text.replace(words, (word) => CATALOGUE_WORDS[word] ?? word);
}

/** Which rights the objects were born with, so that a later dump can tell what somebody changed. */
function birthRights(): string[] {
  const columns = [
    ['pg_proc', 'proacl'],
    ['pg_type', 'typacl'],
    ['pg_language', 'lanacl'],
    ['pg_largeobject_metadata', 'lomacl'],
    ['pg_namespace', 'nspacl'],
    ['pg_foreign_data_wrapper', 'fdwacl'],
    ['pg_foreign_server', 'srvacl'],
  ] as const;
  const into = 'INSERT INTO pg_init_privs (objoid, classoid, objsubid, initprivs, privtype)';
  const relations = `relkind IN ('r', 'v', 'm', 'S')`;
  return [
    `${into} SELECT oid, 'pg_class'::regclass, 0, relacl, 'i' FROM pg_class WHERE relacl IS NOT NULL AND ${relations}`,
    `${into} SELECT attrelid, 'pg_class'::regclass, attnum, attacl, 'i' FROM pg_attribute
       JOIN pg_class c ON c.oid = attrelid WHERE attacl IS NOT NULL AND ${relations}`,
    ...columns.map(
      ([table, acl]) => `${into} SELECT oid, '${table}'::regclass, 0, ${acl}, 'i' FROM ${table} WHERE ${acl} IS NOT NULL`,
    ),
  ];
}

function quoted(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** `18.4` is written as `18.04.0000` where the SQL standard asks for the version of the product. */
function standardVersion(version: string): string {
  const [major = '0', minor = '0'] = version.split('.');
  return `${major.padStart(2, '0')}.${minor.padStart(2, '0')}.0000`;
}

/** The second half: everything that SQL can make, in the order in which one step needs another. */
function setupText(share: string, version: string): string {
  const file = (name: string): string => readFileSync(join(share, name), 'utf8');
  const statements = (list: string[]): string => list.map((statement) => `${statement};\n\n`).join('');
  const readable = `pg_catalog.acldefault(CASE WHEN relkind = 'S' THEN 's' ELSE 'r' END::"char", 10::oid)`;
  return [
    statements(['REVOKE ALL ON pg_authid FROM public']),
    file('system_constraints.sql'),
    file('system_functions.sql'),
    statements(['SELECT pg_stop_making_pinned_objects()']),
    file('system_views.sql'),
    statements([
      `INSERT INTO pg_description
         SELECT p.oid, 'pg_proc'::regclass, 0, 'implementation of ' || o.oprname || ' operator'
         FROM pg_proc p JOIN pg_operator o ON o.oprcode = p.oid
         WHERE NOT EXISTS (SELECT 1 FROM pg_description WHERE objoid = p.oid AND classoid = 'pg_proc'::regclass)
         AND NOT EXISTS (SELECT 1 FROM pg_description WHERE objoid = o.oid AND classoid = 'pg_operator'::regclass
                         AND description LIKE 'deprecated%')`,
      `UPDATE pg_collation SET collversion = pg_collation_actual_version(oid) WHERE collname = 'unicode'`,
      `SELECT pg_import_system_collations('pg_catalog')`,
    ]),
    file('snowball_create.sql'),
    statements([
      `UPDATE pg_class SET relacl = (SELECT array_agg(a.acl) FROM
         (SELECT '=r/"${SUPERUSER}"' AS acl UNION SELECT unnest(${readable})) AS a)
         WHERE relkind IN ('r', 'v', 'm', 'S') AND relacl IS NULL`,
      'GRANT USAGE ON SCHEMA pg_catalog, public TO PUBLIC',
      'REVOKE ALL ON pg_largeobject FROM PUBLIC',
      ...birthRights(),
    ]),
    file('information_schema.sql'),
    statements([
      `UPDATE information_schema.sql_implementation_info SET character_value = '${standardVersion(version)}'
         WHERE implementation_info_name = 'DBMS VERSION'`,
      `COPY information_schema.sql_features
         (feature_id, feature_name, sub_feature_id, sub_feature_name, is_supported, comments)
         FROM ${quoted(join(share, 'sql_features.txt'))}`,
      'CREATE EXTENSION plpgsql',
      'ANALYZE',
      'VACUUM FREEZE',
      'CREATE DATABASE template0 IS_TEMPLATE = true ALLOW_CONNECTIONS = false OID = 4 STRATEGY = file_copy',
      `UPDATE pg_database SET datcollversion = NULL WHERE datname = 'template0'`,
      `UPDATE pg_database SET datcollversion = pg_database_collation_actual_version(oid) WHERE datname = 'template1'`,
      'REVOKE CREATE, TEMPORARY ON DATABASE template1 FROM public',
      'REVOKE CREATE, TEMPORARY ON DATABASE template0 FROM public',
      `COMMENT ON DATABASE template0 IS 'unmodifiable empty database'`,
      'VACUUM pg_database',
      'CREATE DATABASE postgres OID = 5 STRATEGY = file_copy',
      `COMMENT ON DATABASE postgres IS 'default administrative connection database'`,
    ]),
  ].join('\n\n');
}

/** Runs the server program on `input`; its own words are the error's detail. */
async function feed(program: string, args: string[], draft: string, user: ServerUser, input: string): Promise<string> {
  const child = spawn(program, args, {
    cwd: '/',
    env: { ...SERVER_ENVIRONMENT, PGDATA: draft, PGCLIENTENCODING: 'UTF8' },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(user.switching ? { uid: user.uid, gid: user.gid } : {}),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout = (stdout + text).slice(-500)));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-2000)));
  // A server that gives up closes its input; the exit code and its words tell why, not our broken pipe.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  });
  if (code !== 0) throw new PostgresLaunchError('create_failed', { detail: stderr.trim() || `exit code ${code}` });
  return stdout;
}

/** @throws PostgresLaunchError create_failed */
export async function createWithoutInitdb(draft: string, binaries: Binaries, user: ServerUser): Promise<void> {
  const { postgres, share } = binaries;
  const own = (path: string): Promise<void> =>
    user.switching ? chown(path, user.uid, user.gid) : Promise.resolve();
  const write = async (name: string, text: string): Promise<void> => {
    await writeFile(join(draft, name), text, { mode: 0o600 });
    await own(join(draft, name));
  };
  const version = /\d+\.\d+/.exec(await feed(postgres, ['--version'], draft, user, ''))?.[0] ?? '';
  const majorLine = `${version.split('.')[0]}\n`;
  for (const name of FOLDERS) {
    await mkdir(join(draft, name), { mode: 0o700 });
    await own(join(draft, name));
  }
  await write('PG_VERSION', majorLine);
  await writeSettings(draft, user);
  await write('postgresql.auto.conf', '# Do not edit this file manually!\n# ALTER SYSTEM writes it.\n');
  await write('pg_ident.conf', '');
  const quiet = ['-F', '-c', 'log_checkpoints=false'];
  await feed(postgres, ['--boot', ...quiet, '-X', String(16 * 1024 * 1024), '-k'], draft, user, catalogueText(share));
  await write('base/1/PG_VERSION', majorLine);
  const strict = ['-O', '-j', '-c', 'search_path=pg_catalog', '-c', 'exit_on_error=true'];
  await feed(postgres, ['--single', ...quiet, ...strict, 'template1'], draft, user, setupText(share, version));
  await syncTree(draft);
}
