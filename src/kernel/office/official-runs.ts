import { Tab, TextRun } from 'docx';
import type { RunSettings } from './official-layout';

/** Runs for a text: its line breaks and tabs become Word's own, and characters that XML cannot hold are left out. */
export function runsOf(text: string, settings: RunSettings = {}): TextRun[] {
  return writable(text)
    .split('\n')
    .map((line, index) => new TextRun({ ...settings, break: index > 0 ? 1 : undefined, children: withTabs(line) }));
}

// XML 1.0 has no place for control characters and lone surrogates, and Word refuses a file that holds one.
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNWRITABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

function withTabs(line: string): (string | Tab)[] {
  return line.split('\t').flatMap((piece, index) => (index > 0 ? [new Tab(), piece] : [piece]));
}

function writable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNWRITABLE, '');
}
