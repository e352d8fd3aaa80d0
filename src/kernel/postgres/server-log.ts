import { copyFileSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';

const LONGEST_LOG_BYTES = 10 * 1024 * 1024;

/** The end of the log from a byte on, for a person to read in an error. */
export function logTail(logFile: string, from: number): string {
  try {
    const text = readFileSync(logFile).subarray(from).toString('utf8');
    return text.trimEnd().split('\n').slice(-8).join('\n');
  } catch {
    return '';
  }
}

/**
 * Keeps one earlier log beside the current one. The server holds the file open for appending, so it goes on at the
 * start of the emptied file; the few lines written between copy and cut are lost.
 */
export function shortenLog(logFile: string, longest = LONGEST_LOG_BYTES): void {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) <= longest) return;
  // The earlier copy may be root's, in a folder that is ours: it can be removed but not written.
  rmSync(`${logFile}.1`, { force: true });
  copyFileSync(logFile, `${logFile}.1`);
  truncateSync(logFile);
}
