import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries';

const ASKED = Buffer.from('\0getpwuid\0', 'latin1');
const ANSWERED = Buffer.from('\0getpwent\0', 'latin1');

/**
 * `initdb`, and the server in the one mode in which `initdb` runs it, print the name of the user they run as and give
 * up when the system knows none: in a container started with `--user 12345`, or under the free number that root picks
 * for us. Nothing of the name reaches the data (the superuser's name is given), and a running server never asks.
 *
 * So for the making of the data, and only for it, we use copies of the two programs that ask the system's library for
 * the first account in the list (`getpwent`) where they would ask for the account of a number (`getpwuid`). Both answer
 * with the same structure, and the names are equally long, so it is eight letters in the table of the library functions
 * that a program needs. A test makes a cluster this way and compares it with one made under a proper account.
 *
 * Only Linux has users without accounts; macOS would also refuse a program whose signature no longer fits.
 */
export async function programsForNamelessUser(binaries: Binaries, folder: string): Promise<Binaries> {
  const native = dirname(dirname(binaries.initdb));
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  await chmod(folder, 0o755);
  await chmod(bin, 0o755);
  // Both find their libraries and their catalogue from where they lie themselves.
  for (const name of ['lib', 'share']) await symlink(join(native, name), join(folder, name));
  for (const name of ['initdb', 'postgres']) {
    const program = await readFile(join(native, 'bin', name));
    const at = program.indexOf(ASKED);
    if (at >= 0) ANSWERED.copy(program, at);
    await writeFile(join(bin, name), program);
    await chmod(join(bin, name), 0o755);
  }
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}
