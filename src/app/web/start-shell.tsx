import { type Hello, type Me, getHello, getMe } from '#kernel/contract';
import {
  CallRefused,
  ErrorState,
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
import { registerShellTexts } from './shell-words';

/** What both shells do before the first page: words, who is signed in, and the address. */
export async function startShell(under: '' | '/m', shell: ReactNode): Promise<void> {
  startChoices();
  startRouter(under);
  tidyDrafts();
  registerShellTexts();
  for (const pages of modulePages) registerTexts(pages.module, pages.texts);
  const root = createRoot(document.getElementById('page') as HTMLElement);
  const answers = Promise.all([call(getMe, {}), call(getHello, {})]).catch((error: Error) => error);
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
  root.render(
    <StrictMode>
      <QueryClientProvider client={newQueryClient()}>
        <SessionProvider value={{ me, hello }}>{shell}</SessionProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
