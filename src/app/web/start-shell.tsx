import { type Hello, type Me, getHello, getMe } from '#kernel/contract';
import {
  CallRefused,
  ErrorState,
  type Session,
  SessionProvider,
  call,
  needTexts,
  newQueryClient,
  registerTexts,
  startChoices,
  startRouter,
  startTexts,
  tidyDrafts,
} from '#ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { modulePages } from './module-pages';
import { doorTexts } from './account/door-texts';
import { registerShellTexts } from './shell-words';

/** What a shell adds of its own. */
export interface ShellStart {
  /** Before anything is asked of the server; what it resolves with is shown in place of the shell. */
  readonly before?: () => Promise<ReactNode>;
  readonly onSession?: (session: Session) => Session;
}

/** What both shells do before the first page: words, who is signed in, and the address. */
export async function startShell(under: '' | '/m', shell: ReactNode, own: ShellStart = {}): Promise<void> {
  startChoices();
  startRouter(under);
  tidyDrafts();
  registerShellTexts();
  registerTexts('door', doorTexts);
  for (const pages of modulePages) registerTexts(pages.module, pages.texts);
  const root = createRoot(document.getElementById('page') as HTMLElement);
  const instead = await own.before?.();
  if (instead) return root.render(instead);
  const isKept = { isKept: true };
  const answers = Promise.all([call(getMe, {}, isKept), call(getHello, {}, isKept)]).catch((error: Error) => error);
  await startTexts();
  await needTexts(['shell']);
  const answer = await answers;
  if (answer instanceof Error) {
    // Without a session the browser is already on its way to the sign-in page.
    const isLeaving = answer instanceof CallRefused && (answer.status === 401 || answer.status === 403);
    if (!isLeaving) root.render(<ErrorState error={answer} onRetry={() => location.reload()} />);
    return;
  }
  const [me, hello]: [Me, Hello] = answer;
  const session = own.onSession?.({ me, hello }) ?? { me, hello };
  root.render(
    <StrictMode>
      <QueryClientProvider client={newQueryClient()}>
        <SessionProvider value={session}>{shell}</SessionProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
