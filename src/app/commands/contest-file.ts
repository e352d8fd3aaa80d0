import { fileKindOf, fileWords } from '#engines/contest';
import { CommandFault, type Terminal } from './command';
import { documentBytes } from './document-file';

interface Fault {
  readonly at: string;
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

export async function textOf(path: string): Promise<string> {
  const { bytes } = await documentBytes(path);
  return new TextDecoder('utf-8').decode(bytes);
}

/** A contest file of a kind that this program knows, of the right shape; anything else ends the command. */
export function readContest(path: string, text: string, terminal: Terminal) {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFault(`“${path}”不是 JSON。 / "${path}" is no JSON: ${why}`);
  }
  const kind = fileKindOf(typeof raw === 'object' && raw !== null && 'kind' in raw ? raw.kind : undefined);
  if (kind === null)
    throw new CommandFault(`“${path}”的 kind 不认识。 / The kind of "${path}" is not one that can be ranked.`);
  const parsed = kind.schema.safeParse(raw);
  if (!parsed.success) {
    for (const { path: at, message } of parsed.error.issues) terminal.say(`· ${at.join('.')}: ${message}`);
    throw new CommandFault(`“${path}”的写法不对。 / "${path}" is not written as a contest file is.`);
  }
  return { kind, file: parsed.data };
}

export function sayFaults(faults: readonly Fault[], terminal: Terminal): void {
  for (const { at, key, params } of faults) terminal.say(`· ${at}  ${fileWords(key, params)}`);
}
