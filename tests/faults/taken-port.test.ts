import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { makeDataFolder, startServer } from '../server-process';

test('a port that is taken ends the start with one line, and nothing goes on behind it', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  try {
    const folder = await makeDataFolder();
    const start = startServer(folder, { GONGHUI_DEMO: 'off', PORT: String(port) });
    await expect(start).rejects.toThrow(
      new RegExp(`ended at its start[^]*gonghui: 端口 ${port} 已被占用。[^\\n]*PORT\\.\\n$`),
    );
  } finally {
    other.close();
  }
});
