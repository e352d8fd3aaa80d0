import { parseArgs } from 'node:util';

/** What a script may rely on; the same table stands in docs/operations.md. */
export const EXIT = {
  ok: 0,
  /** Something broke, or a check found a fault. */
  fault: 1,
  /** Wrong use, or an input that can't be read. */
  wrongUse: 2,
  /** Understood, and refused: a rule or the state of things forbids it. */
  refused: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with one line for the person and a number for the script. */
export class CommandFault extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = EXIT.wrongUse,
  ) {
    super(message);
    this.name = 'CommandFault';
  }
}

/** By name: the bundle of `plan parse` carries a class of its own. */
export function isCommandFault(error: unknown): error is CommandFault {
  return error instanceof Error && error.name === 'CommandFault';
}

export interface Terminal {
  /** What was asked for: standard output. */
  out(text: string): void;
  /** A line beside it: standard error. */
  say(line: string): void;
  /** Progress: shown to a person at a terminal only. */
  progress(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person sits there who can be asked. */
  readonly canAsk: boolean;
}

export interface OptionMeaning {
  type: 'string' | 'boolean';
  /** The word for its value in the help, for example FILE. */
  value?: string;
  meaning: string;
}

export interface Given {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

export interface Command {
  /** How it is called, after `gonghui`. */
  readonly usage: string;
  /** What it does, for the help. */
  readonly meaning: readonly string[];
  readonly options: Readonly<Record<string, OptionMeaning>>;
  run(given: Given, terminal: Terminal): Promise<ExitCode>;
}

const HELP: OptionMeaning = { type: 'boolean', meaning: 'show this text' };

export function readArguments(command: Command, args: readonly string[]): Given {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, help: HELP }).map(([name, { type }]) => [name, { type }]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { values, positionals };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error))
      .split(/\n|(?<=')\. /)[0]!
      .replace(/\.$/, '');
    throw new CommandFault(`${reason}. Use: gonghui ${command.usage}`);
  }
}

export function helpOf(command: Command): string {
  const names = Object.entries({ ...command.options, help: HELP }).map(
    ([name, { value, meaning }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, meaning] as const,
  );
  const width = Math.max(...names.map(([name]) => name.length));
  return [
    `gonghui ${command.usage}`,
    '',
    ...command.meaning,
    '',
    ...names.map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`),
    '',
    EXIT_LINE,
    '',
  ].join('\n');
}

export const EXIT_LINE = 'Exit codes: 0 done · 1 fault · 2 wrong use or unreadable input · 3 refused';

/** The one argument that a command takes, or a word about its use. */
export function onlyArgument(command: Command, given: Given, name: string): string {
  if (given.positionals.length !== 1 || given.positionals[0] === '')
    throw new CommandFault(`Give one ${name}. Use: gonghui ${command.usage}`);
  return given.positionals[0]!;
}

export function noArguments(command: Command, given: Given): void {
  if (given.positionals.length > 0)
    throw new CommandFault(`"${given.positionals[0]}" is not understood. Use: gonghui ${command.usage}`);
}

export function textOption(given: Given, name: string): string | undefined {
  const value = given.values[name];
  return typeof value === 'string' ? value : undefined;
}

export function yearOption(given: Given): number | undefined {
  const value = textOption(given, 'year');
  if (value === undefined) return undefined;
  const year = Number(value);
  if (!/^\d{4}$/.test(value) || year < 1949 || year > 2199)
    throw new CommandFault(`--year must be a year such as 2024, not "${value}".`);
  return year;
}

/** One JSON object on standard output, and nothing else. */
export function printJson(terminal: Terminal, value: unknown): void {
  terminal.out(
    `${JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part), 1)}\n`,
  );
}
