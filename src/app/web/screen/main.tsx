import { getHello, getMe } from '#kernel/contract';
import {
  CallRefused,
  SessionProvider,
  call,
  needTexts,
  registerTexts,
  startChoices,
  startRouter,
  startTexts,
} from '#ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { registerShellTexts } from '../shell-words';
import { screenPages } from './screen-pages';
import { ScreenShell, Unreachable } from './screen-shell';

const RETRY_MILLISECONDS = 5000;

/** A screen on a wall starts by itself, also when the server comes up later than the screen. */
async function start(): Promise<void> {
  startChoices();
  startRouter('');
  registerShellTexts();
  for (const { module, texts } of screenPages) registerTexts(module, texts);
  const root = createRoot(document.getElementById('page') as HTMLElement);
  await startTexts();
  await needTexts(['shell']);
  for (;;) {
    const answer = await Promise.all([call(getMe, {}), call(getHello, {})]).catch((error: Error) => error);
    if (!(answer instanceof Error)) {
      const [me, hello] = answer;
      return root.render(
        <StrictMode>
          <SessionProvider value={{ me, hello }}>
            <ScreenShell />
          </SessionProvider>
        </StrictMode>,
      );
    }
    // Without a session the browser is already on its way to the sign-in page.
    if (answer instanceof CallRefused && (answer.status === 401 || answer.status === 403)) return;
    root.render(<Unreachable error={answer} />);
    await new Promise((later) => setTimeout(later, RETRY_MILLISECONDS));
  }
}

void start();
