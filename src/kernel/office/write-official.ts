import type { OfficialDocument } from './official-document';

/** The writer and its library are read only when the first document is written: the start need not wait for them. */
export async function writeOfficialDocument(document: OfficialDocument): Promise<Uint8Array> {
  const writer = await import('./official-document');
  return writer.writeOfficialDocument(document);
}
