import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CommandFault, textOption, type Given, type Terminal } from './command';

/** Asks one line on the terminal; an ended input is a refusal, not an empty answer. */
export function ask(question: string): Promise<string> {
  return askThrough(question, process.stderr);
}

/** Asks for something that must not be seen: the terminal shows the question only. */
export function askSecret(question: string): Promise<string> {
  process.stderr.write(question);
  const dark = new Writable({ write: (_chunk, _encoding, done) => done() });
  return askThrough('', dark).finally(() => process.stderr.write('\n'));
}

function askThrough(question: string, output: NodeJS.WritableStream): Promise<string> {
  const reader = createInterface({ input: process.stdin, output, terminal: true });
  return new Promise((resolve, reject) => {
    reader.once('close', () => reject(new CommandFault('没有回答，已停止。 / No answer; stopped.')));
    reader.once('SIGINT', () => reader.close());
    reader.question(question, (answer) => {
      resolve(answer.trim());
      reader.close();
    });
  });
}

/** A secret from a file, from a variable, or typed twice where it is new. */
export async function secret(
  given: Given,
  terminal: Terminal,
  source: { option: string; variable: string; question: string; isNew: boolean },
): Promise<string | null> {
  const file = textOption(given, source.option);
  if (file !== undefined) {
    try {
      return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    } catch (error) {
      throw new CommandFault(
        `The file "${file}" of --${source.option} can't be read (${(error as NodeJS.ErrnoException).code}).`,
      );
    }
  }
  const fromEnvironment = terminal.env[source.variable];
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  if (!terminal.canAsk) return null;
  const first = await askSecret(source.question);
  if (source.isNew && first !== (await askSecret('再输一次 / Again: ')))
    throw new CommandFault('两次输入不一样。 / The two are not the same.');
  return first;
}
