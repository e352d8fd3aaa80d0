import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

/**
 * `npm run dev`: the server from its sources, started again after each change, and the pages from Vite on 5173,
 * which asks that server for everything under /api. Ctrl-C ends both.
 */
const main = fileURLToPath(new URL('../src/app/main.ts', import.meta.url));
const port = process.env.PORT ?? '8080';

const server = spawn(process.execPath, ['--import', 'tsx', '--watch', '--watch-preserve-output', main], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, PORT: port },
});

const proxy = { '/api': { target: `http://127.0.0.1:${port}`, changeOrigin: false } };
const pages = await createServer({
  configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
  server: { proxy, port: Number(process.env.DEV_PORT ?? 5173) },
});
await pages.listen();
pages.printUrls();

const end = async (): Promise<void> => {
  server.kill('SIGTERM');
  await pages.close();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end());
server.on('exit', (code) => void pages.close().then(() => process.exit(code ?? 0)));
