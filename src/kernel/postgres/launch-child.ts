/**
 * For the tests alone: a process of its own that launches, tells what it got as one line of JSON, and stops when its
 * input ends. Run as `node --import tsx launch-child.ts '<LaunchOptions as JSON>'`.
 */
import { errorCode, PostgresLaunchError } from './launch-error';
import { launchPostgres, type LaunchOptions } from './launch';

async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '{}') as LaunchOptions;
  const began = performance.now();
  const running = await launchPostgres({ ...options, log: (line) => process.stderr.write(`${line}\n`) });
  const { attached, connection } = running;
  process.stdout.write(`${JSON.stringify({ attached, connection, took: Math.round(performance.now() - began) })}\n`);
  process.stdin.resume();
  process.stdin.once('end', () => void running.stop());
}

main().catch((error: unknown) => {
  const code = error instanceof PostgresLaunchError ? error.code : errorCode(error);
  process.stdout.write(`${JSON.stringify({ error: code, message: String(error) })}\n`);
  process.exitCode = 1;
});
