import { runCli } from '../cli';

/** The process's own terminal; a reader that goes away early (`| head`) is no fault of ours. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  say: (line) => void process.stderr.write(`${line}\n`),
  progress: (line) => void (process.stderr.isTTY && process.stderr.write(`${line}\n`)),
  env: process.env,
  canAsk: process.stdin.isTTY && process.stderr.isTTY,
});
