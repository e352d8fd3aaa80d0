import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const env = { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' };

const has = (tool: string): boolean => {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Why hledger and ledger can't be asked here, or null. Root gets them from the system's packages. */
export function whyNoPlainTextTools(): string | null {
  if (has('hledger') && has('ledger')) return null;
  if (process.getuid?.() !== 0) return 'hledger and ledger are not installed, and only root can install them';
  try {
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'hledger', 'ledger'], {
      stdio: 'ignore',
      env,
    });
  } catch {
    return 'apt-get could not install hledger and ledger';
  }
  return has('hledger') && has('ledger') ? null : 'hledger and ledger are not among the system’s packages';
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** `资产:银行存款 12.50 CNY` for every account on which something stands, as each of the two programs reckons it. */
export async function balancesByTools(journal: string): Promise<{ hledger: string[]; ledger: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'gonghui-journal-'));
  try {
    const file = join(folder, 'book.journal');
    await writeFile(file, journal);
    await run('hledger', ['-f', file, 'check', '--strict'], { env });
    const first = await run('hledger', ['-f', file, 'balance', '--flat', '--no-total', '-O', 'csv'], { env });
    const form = '%(account) %(display_total)\n';
    const asked = ['-f', file, 'balance', '--flat', '--no-total', '--balance-format', form];
    const second = await run('ledger', asked, { env });
    return {
      hledger: linesOf(first.stdout)
        .slice(1)
        .map((line) => line.replace(/^"(.*)","(.*)"$/, '$1 $2'))
        .toSorted(),
      ledger: linesOf(second.stdout).toSorted(),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
