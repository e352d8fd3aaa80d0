import { openLog, readSettings, refuseUnsafeListening } from '#kernel/composition';
import { askFirstAdministrator } from './ask-first-administrator';
import { demoWorld } from './demo';
import { hasAccount } from './has-account';
import { layFoundation, type Foundation } from './foundation';
import { openHouse } from './house';
import { isPlainFault } from './plain-faults';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Starts the house and prints what a person needs: where it is, who may enter. Ctrl-C or SIGTERM ends it cleanly. */
async function start(): Promise<void> {
  const settings = readSettings(process.env);
  refuseUnsafeListening(settings);
  const log = openLog(settings.logLevel === 'info' ? 'warn' : settings.logLevel);
  const base = await layFoundation(settings, log, process.env, (name) => say(`  ${name}`));
  try {
    await open(base, log);
  } catch (error) {
    // Nobody watches the database of a program that could not start.
    await base.close();
    throw error;
  }
}

async function open(base: Foundation, log: ReturnType<typeof openLog>): Promise<void> {
  const { settings } = base;
  const isEmpty = !(await hasAccount(base));
  if (settings.isDemo && isEmpty) {
    say('第一次启动，正在装入演示数据…… / First start: loading the demo world …');
    await demoWorld.load(base.seed());
  }
  if (!settings.isDemo && isEmpty && process.stdin.isTTY) await askFirstAdministrator(base, say);
  const house = await openHouse(base, log);
  let isClosing = false;
  const close = (signal: string) => {
    if (isClosing) return;
    isClosing = true;
    say(`\n${signal}: 正在停止…… / stopping …`);
    house.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the house did not close cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', () => close('SIGINT'));
  process.on('SIGTERM', () => close('SIGTERM'));
  base.postgres?.watch(() => log.warn('the database was started again'));
  await house.app.listen({ host: settings.host, port: settings.port });
  announce(settings.url, base.folder, settings.isDemo, house.firstCode);
}

function announce(url: string, folder: string, isDemo: boolean, firstCode: string | null): void {
  say('');
  say(`  gonghui  ${url}`);
  say(`  数据 / data  ${folder}`);
  if (isDemo) {
    say(
      `  演示 / demo  ${demoWorld
        .accounts()
        .map((account) => account.username)
        .join(', ')} · 密码 / password ${demoWorld.password}`,
    );
  }
  if (firstCode !== null) say(`  第一个管理员的代码 / code for the first administrator  ${firstCode}`);
  say('');
}

start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  const isPlain =
    isPlainFault(error) || (error as { code?: string }).code === 'EADDRINUSE' || !(error instanceof Error);
  process.stderr.write(`gonghui: ${isPlain ? message : (error.stack ?? message)}\n`);
  process.exit(1);
});
