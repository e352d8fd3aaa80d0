import { AppError, errorText, inTransaction } from '#kernel';
import { ask, askSecret } from './commands/ask';
import { makeFirstAccount } from './first-administrator';
import type { Foundation } from './foundation';

/**
 * Asks the person at the terminal for the first account of real life. An empty answer leaves it to the browser, with
 * the code that the server prints.
 */
export async function askFirstAdministrator(base: Foundation, say: (line: string) => void): Promise<void> {
  say('还没有管理员，请在这里建立第一个账号；直接回车则改在浏览器里建立。');
  say('There is no administrator yet. Make the first account here, or press Enter to make it in the browser.');
  const organisation = await ask('单位名称 / organisation: ');
  if (organisation === '') return;
  for (;;) {
    const name = await ask('姓名 / your name: ');
    const username = await ask('用户名 / user name: ');
    const password = await askSecret('密码 / password: ');
    if (password !== (await askSecret('再输一次 / again: '))) {
      say('两次输入不一样。 / The two are not the same.');
      continue;
    }
    if (name === '' || username === '') continue;
    try {
      await inTransaction(base.seed(), (ctx) => makeFirstAccount(ctx, { organisation, name, username, password }));
      say(`账号已建立 / made: ${username}`);
      return;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      say(`${errorText('zh-CN', error.code, error.params)} / ${errorText('en', error.code, error.params)}`);
    }
  }
}
