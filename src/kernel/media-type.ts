/** First bytes by which a type is known. `null` stands for any byte. */
const signatures: readonly { type: string; at: number; bytes: readonly (number | null)[] }[] = [
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/webp', at: 0, bytes: [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50] },
  { type: 'image/gif', at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/heic', at: 4, bytes: [0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69] },
  { type: 'application/pdf', at: 0, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: 'application/zip', at: 0, bytes: [0x50, 0x4b, 0x03, 0x04] },
  { type: 'application/x-ole-storage', at: 0, bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
];

const office: readonly { type: string; mark: string }[] = [
  { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', mark: 'word/document.xml' },
  { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', mark: 'xl/workbook.xml' },
];

/** The type of a file by its content alone; text when it decodes as UTF-8 or GB 18030 without control signs. */
export function mediaTypeOf(bytes: Uint8Array): string {
  const known = signatures.find((s) => s.bytes.every((byte, i) => byte === null || bytes[s.at + i] === byte));
  if (known?.type === 'application/zip') {
    const names = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    return office.find((o) => names.includes(o.mark))?.type ?? known.type;
  }
  if (known !== undefined) return known.type;
  return isText(bytes) ? 'text/plain' : 'application/octet-stream';
}

function isText(bytes: Uint8Array): boolean {
  // eslint-disable-next-line no-control-regex -- control signs are exactly what tells binary from text
  const control = /[\u0000-\u0008\u000e-\u001f]/;
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return !control.test(new TextDecoder(encoding, { fatal: true }).decode(bytes));
    } catch {
      continue;
    }
  }
  return false;
}

export const photoTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/heic'] as const;
