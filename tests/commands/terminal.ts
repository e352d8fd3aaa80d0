import { runCli } from '../../src/app/cli';

export interface Said {
  code: number;
  out: string;
  /** Lines on standard error. */
  said: string[];
}

/** Runs a command inside the test with an environment of its own; nobody can be asked. */
export async function gonghui(env: Record<string, string>, ...args: string[]): Promise<Said> {
  let out = '';
  const said: string[] = [];
  const code = await runCli(args, {
    out: (text) => {
      out += text;
    },
    say: (line) => said.push(line),
    progress: () => undefined,
    env,
    canAsk: false,
  });
  return { code, out, said };
}
