import { execFile } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { keptBackups, openKeys, type Settings } from '#kernel/composition';
import { messageOf, ok, red, warn, type Finding } from './doctor-finding';

const MB = 1e6;
const DAY_MILLISECONDS = 86_400_000;

/** The nearest folder that exists: before the first start the data folder is not there yet. */
function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(dirname(folder));
}

export function checkFolder(folder: string): Finding {
  const place = nearest(folder);
  try {
    accessSync(place, constants.W_OK);
  } catch {
    return red('folder', `${place} can't be written`, 'Change its owner or name another folder in GONGHUI_DATA.');
  }
  return existsSync(folder)
    ? ok('folder', folder)
    : warn('folder', `${folder} is not there yet`, 'npm start makes it.');
}

export function checkDisk(folder: string): Finding {
  const { bavail, bsize } = statfsSync(nearest(folder));
  const free = (bavail * bsize) / MB;
  const found = `${Math.round(free)} MB free`;
  const todo = 'Free some space or move GONGHUI_DATA to a larger disk: a full disk stops the database.';
  if (free < 300) return red('disk', found, todo);
  return free < 2000 ? warn('disk', found, todo) : ok('disk', found);
}

export function checkKey(keyFile: string): Finding {
  if (!existsSync(keyFile))
    return warn(
      'key',
      `${keyFile} is not there yet`,
      'The first start makes it. After a restore put the saved copy back before you start.',
    );
  const mode = statSync(keyFile).mode & 0o777;
  try {
    openKeys(keyFile);
  } catch (error) {
    return red('key', messageOf(error), 'Put the saved copy of the key file back.');
  }
  if ((mode & 0o077) !== 0) return red('key', `${keyFile} has mode ${mode.toString(8)}`, `chmod 600 ${keyFile}`);
  return ok('key', `${keyFile}; keep a copy of it apart from the backups`);
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || host.startsWith('127.');

export function checkAddress(settings: Settings): Finding {
  let url: URL;
  try {
    url = new URL(settings.url);
  } catch {
    return red('address', `GONGHUI_URL is no address: ${settings.url}`, 'Set it like https://union.example.com');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return red('address', settings.url, 'GONGHUI_URL begins with https:// (or http:// on this machine).');
  if (settings.isDemo) return ok('address', settings.url);
  if (isLoopback(url.hostname))
    return warn(
      'address',
      settings.url,
      'QR codes and feeds with this address work on this machine only; set GONGHUI_URL.',
    );
  if (url.protocol === 'http:')
    return red('address', settings.url, 'Passwords would travel unencrypted: set up HTTPS and an https:// address.');
  return ok('address', settings.url);
}

export function checkCertificate(settings: Settings, now: Date): Finding {
  if (settings.tls === null)
    return ok(
      'certificate',
      settings.trustedProxy === null ? 'none set' : `HTTPS ends at the proxy ${settings.trustedProxy}`,
    );
  try {
    const certificate = new X509Certificate(readFileSync(settings.tls.cert));
    if (!certificate.checkPrivateKey(createPrivateKey(readFileSync(settings.tls.key))))
      return red(
        'certificate',
        'the key does not belong to the certificate',
        'Set GONGHUI_TLS_CERT and GONGHUI_TLS_KEY to files that belong together.',
      );
    const ends = new Date(certificate.validTo);
    const days = Math.floor((ends.getTime() - now.getTime()) / DAY_MILLISECONDS);
    const found = `valid until ${ends.toISOString().slice(0, 10)} (${days} days)`;
    const { hostname } = new URL(settings.url);
    if (new Date(certificate.validFrom) > now || days < 0)
      return red('certificate', found, 'Renew the certificate and restart.');
    if (certificate.checkHost(hostname) === undefined && certificate.checkIP(hostname) === undefined)
      return red(
        'certificate',
        `it is not for ${hostname}`,
        'Set GONGHUI_URL to a name in the certificate, or get another one.',
      );
    return days < 21 ? warn('certificate', found, 'Renew the certificate and restart.') : ok('certificate', found);
  } catch (error) {
    return red('certificate', messageOf(error), 'Set GONGHUI_TLS_CERT and GONGHUI_TLS_KEY to readable PEM files.');
  }
}

/** Papers open with the reader's own fonts; this machine needs them for what is printed or shown on it. */
export async function checkFonts(): Promise<Finding> {
  const todo = 'Install a Chinese font where pages are printed (Debian: apt-get install fonts-noto-cjk).';
  try {
    const { stdout } = await promisify(execFile)('fc-list', [':lang=zh', 'family'], { timeout: 10_000 });
    const families = [
      ...new Set(
        stdout
          .split('\n')
          .map((line) => line.split(',')[0]!.trim())
          .filter(Boolean),
      ),
    ];
    return families.length > 0 ? ok('fonts', families.slice(0, 3).join(', ')) : warn('fonts', 'no Chinese font', todo);
  } catch {
    return warn('fonts', "fontconfig is not installed, so fonts can't be listed", todo);
  }
}

export async function checkBackups(folder: string, isDemo: boolean, now: Date): Promise<Finding> {
  if (isDemo) return ok('backups', 'the demo makes none by itself');
  const kept = await keptBackups(folder);
  const newest = kept[0];
  const todo = 'Let the server run at night, or make one now: gonghui backup FILE. See the log for why none was made.';
  if (newest === undefined) return warn('backups', `none in ${folder}`, todo);
  const hours = Math.round((now.getTime() - newest.madeAt.getTime()) / 3_600_000);
  const found = `${kept.length} kept, the newest ${hours} hours old, ${(newest.bytes / MB).toFixed(1)} MB; copy them to another machine too`;
  if (hours > 72) return red('backups', found, todo);
  return hours > 36 ? warn('backups', found, todo) : ok('backups', found);
}
