import {
  EXIT,
  isCommandFault,
  EXIT_LINE,
  helpOf,
  readArguments,
  type Command,
  type ExitCode,
  type Terminal,
} from './commands/command';
import { isPlainFault } from './plain-faults';

interface Entry {
  readonly name: string;
  readonly meaning: string;
  load(): Promise<Command>;
}

/** Every command loads its own part only: reading a plan must not wait for the database's code. */
const entries: readonly Entry[] = [
  {
    name: 'plan parse',
    meaning: '读计划文件，列出承诺 / read a plan document',
    load: async () => (await import('./commands/plan-parse')).planParse,
  },
  {
    name: 'plan import',
    meaning: '导入计划 / import a plan for review',
    load: async () => (await import('./commands/plan-import')).planImport,
  },
  {
    name: 'plan report',
    meaning: '年终报告 / the year-end report',
    load: async () => (await import('./commands/plan-report')).planReport,
  },
  {
    name: 'contest rank',
    meaning: '重算比赛名次 / rank a contest file again',
    load: async () => (await import('./commands/contest-rank')).contestRank,
  },
  {
    name: 'contest audit',
    meaning: '核查编排 / audit the pairings of a tournament',
    load: async () => (await import('./commands/contest-audit')).contestAudit,
  },
  {
    name: 'demo load',
    meaning: '装入演示数据 / load the demo world',
    load: async () => (await import('./commands/demo-load')).demoLoad,
  },
  {
    name: 'user create',
    meaning: '开账号 / make an account',
    load: async () => (await import('./commands/users')).userCreate,
  },
  {
    name: 'user reset-password',
    meaning: '重设密码 / set a new password',
    load: async () => (await import('./commands/users')).userResetPassword,
  },
  {
    name: 'backup',
    meaning: '备份 / back up rows and files',
    load: async () => (await import('./commands/backup')).backupCommand,
  },
  {
    name: 'restore',
    meaning: '恢复 / restore into an empty place',
    load: async () => (await import('./commands/restore')).restoreCommand,
  },
  {
    name: 'audit verify',
    meaning: '核对操作记录和账套 / prove the audit chain and the books',
    load: async () => (await import('./commands/audit-verify')).auditVerify,
  },
  {
    name: 'keys rotate',
    meaning: '更换数据密钥 / a new key for personal data',
    load: async () => (await import('./commands/keys')).keysRotate,
  },
  {
    name: 'keys forget-older',
    meaning: '删除旧的数据密钥 / drop the keys before it',
    load: async () => (await import('./commands/keys')).keysForgetOlder,
  },
  {
    name: 'config',
    meaning: '查看设置 / list the settings',
    load: async () => (await import('./commands/config')).configCommand,
  },
  {
    name: 'doctor',
    meaning: '体检 / check this installation',
    load: async () => (await import('./commands/doctor')).doctorCommand,
  },
];

function overview(): string {
  const width = Math.max(...entries.map((entry) => entry.name.length));
  return [
    'gonghui COMMAND [--help]',
    '',
    ...entries.map((entry) => `  ${entry.name.padEnd(width)}  ${entry.meaning}`),
    '',
    'The commands use the same settings as the server: GONGHUI_DEMO=off works on real life, otherwise on the demo.',
    EXIT_LINE,
    '',
  ].join('\n');
}

/** Runs one command; what it returns is the process's exit code. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const words = args.slice(0, 2);
  const entry = entries.find(({ name }) => name === words.join(' ')) ?? entries.find(({ name }) => name === words[0]);
  if (entry === undefined) {
    if (args.length === 0 || args[0] === '--help' || args[0] === 'help') {
      terminal.out(overview());
      return args.length === 0 ? EXIT.wrongUse : EXIT.ok;
    }
    terminal.say(`gonghui: there is no command "${words.join(' ')}"; gonghui --help lists them.`);
    return EXIT.wrongUse;
  }
  try {
    const command = await entry.load();
    const rest = args.slice(entry.name.split(' ').length);
    if (rest.includes('--help')) {
      terminal.out(helpOf(command));
      return EXIT.ok;
    }
    return await command.run(readArguments(command, rest), terminal);
  } catch (error) {
    return tell(error, terminal);
  }
}

/** Faults of known kinds are one line; anything else shows where it happened. */
function tell(error: unknown, terminal: Terminal): ExitCode {
  if (isCommandFault(error)) {
    terminal.say(`gonghui: ${oneLine(error.message)}`);
    return error.exitCode;
  }
  const isPlain = error instanceof Error && (isPlainFault(error) || 'syscall' in error);
  terminal.say(
    `gonghui: ${isPlain ? oneLine(error.message) : error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  if (error instanceof Error && error.constructor.name.includes('SettingFault')) return EXIT.wrongUse;
  return isRefusal(error) ? EXIT.refused : EXIT.fault;
}

/** What a rule forbids rather than what broke: another life's data, a newer program, a place that is not empty. */
function isRefusal(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return error instanceof Error && (/StartFault/.test(error.constructor.name) || REFUSALS.has(String(code)));
}

const REFUSALS = new Set([
  'newer_program',
  'changed_migration',
  'place_not_empty',
  'nothing_to_back_up',
  'demo_and_real_life',
  'file_exists',
]);

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
