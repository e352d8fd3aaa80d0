import { setFlagsFromString } from 'node:v8';
import { openLog, readSettings, refuseUnsafeListening } from '#kernel/composition';
import { askFirstAdministrator } from './ask-first-administrator';
import { demoWorld } from './demo';
import { hasAccount } from './has-account';
import { layFoundation, type Foundation } from './foundation';
import { openHouse, type OpenHouse } from './house';
import { StartFault } from './installation';
import { isPlainFault } from './plain-faults';

const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * A heap grows to twice its size before it is tidied, not to four times: a sheet of 100,000 people takes 250 MB in place of 410, and
 * no act is slower for it.
 */
setFlagsFromString('--heap-growing-percent=100');

/** Starts the house and prints what a person needs: where it is, who may enter. Ctrl-C or SIGTERM ends it cleanly. */
async function start(): Promise<void> {
  const settings = readSettings(process.env);
  refuseUnsafeListening(settings);
  const log = openLog(settings.logLevel === 'info' ? 'warn' : settings.logLevel);
  const base = await layFoundation(settings, log, process.env, (name) => say(`  ${name}`));
  let house: OpenHouse;
  try {
    house = await open(base, log);
  } catch (error) {
    // Nobody watches the database of a program that could not start.
    await base.close();
    throw error;
  }
  await listen(house, log);
}

async function open(base: Foundation, log: ReturnType<typeof openLog>): Promise<OpenHouse> {
  const { settings } = base;
  const isEmpty = !(await hasAccount(base));
  if (settings.isDemo && isEmpty) {
    say('第一次启动，正在装入演示数据…… / First start: loading the demo world …');
    await demoWorld.load(base.seed());
  }
  if (!settings.isDemo && isEmpty && process.stdin.isTTY) await askFirstAdministrator(base, say);
  return openHouse(base, log);
}

async function listen(house: OpenHouse, log: ReturnType<typeof openLog>): Promise<void> {
  const { settings, postgres, folder, firstCode } = house;
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
  postgres?.watch(() => log.warn('the database was started again'));
  try {
    await house.app.listen({ host: settings.host, port: settings.port });
  } catch (error) {
    // Jobs and sealer would go on working beside a server that nobody reaches.
    await house.close();
    throw portFault(error, settings.port);
  }
  announce(settings.url, folder, settings.isDemo, firstCode);
}

/** Refusals of the system to let us listen, with what to do. */
function portFault(error: unknown, port: number): unknown {
  const code = (error as { code?: string }).code;
  if (code === 'EADDRINUSE')
    return new StartFault(
      `端口 ${port} 已被占用。请先停掉占用它的程序，或用 PORT 换一个端口。 / Port ${port} is taken. Stop the program that has it, or choose another one with PORT.`,
    );
  if (code === 'EACCES')
    return new StartFault(
      `没有权限使用端口 ${port}。请用 PORT 选 1024 以上的端口，或在前面放一个代理。 / No right to port ${port}. Choose one from 1024 on with PORT, or put a proxy in front.`,
    );
  return error;
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
  const isPlain = isPlainFault(error) || !(error instanceof Error);
  process.stderr.write(`gonghui: ${isPlain ? message : (error.stack ?? message)}\n`);
  process.exit(1);
});
