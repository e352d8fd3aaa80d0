import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { ZIP_MAX_ENTRIES, ZIP_MAX_RATIO, ZIP_MAX_TOTAL_BYTES, ZIP_RATIO_APPLIES_FROM_BYTES } from './document-limits';
import { DocumentRefusal } from './document-refusals';

/** A zip file whose central directory has been read and found harmless; parts are inflated one by one, on demand. */
export interface ZipPackage {
  has(part: string): boolean;
  /** The names of all parts as they are written in the file. */
  names: readonly string[];
  isEncrypted: boolean;
  /** The bytes of a part, or null where it does not exist. Refuses a part that is larger than `maxBytes` or than it claims to be. */
  read(part: string, maxBytes: number): Promise<Uint8Array | null>;
  /** The same bytes in pieces as they are inflated, for parts that need not be in memory as a whole. */
  pieces(part: string, maxBytes: number): AsyncGenerator<Uint8Array> | null;
}

export interface ZipLimits {
  entries: number;
  totalBytes: number;
  ratio: number;
}

const USUAL_LIMITS: ZipLimits = { entries: ZIP_MAX_ENTRIES, totalBytes: ZIP_MAX_TOTAL_BYTES, ratio: ZIP_MAX_RATIO };

/** For a package that this program has just written itself: a long register of equal rows packs better than any honest upload. */
export const UNLIMITED: ZipLimits = { entries: Infinity, totalBytes: Infinity, ratio: Infinity };

/** The zip file could not be understood at all (truncated, no directory, foreign method); the caller knows what it should have been. */
export class BrokenZip extends Error {}

/**
 * Opens a zip file held in memory. Its directory is judged before anything is inflated: the number of entries, the sum of sizes and
 * the ratio. Entries that share bytes of the file (the trick of the "better zip bomb") show in packed sizes that sum to more than it.
 */
export async function openZip(bytes: Uint8Array, limits: ZipLimits = USUAL_LIMITS): Promise<ZipPackage> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<string, Entry>();
  let zip: ZipFile;
  let packed = 0;
  let unpacked = 0;
  let isEncrypted = false;
  try {
    zip = await fromBufferPromise(buffer, { lazyEntries: true, autoClose: false, validateEntrySizes: false });
    if (zip.entryCount > limits.entries) throw new DocumentRefusal('document.zip_bomb');
    for await (const entry of zip.eachEntry()) {
      packed += entry.compressedSize;
      unpacked += entry.uncompressedSize;
      if (unpacked > limits.totalBytes || packed > bytes.byteLength) throw new DocumentRefusal('document.zip_bomb');
      if (entry.isEncrypted()) isEncrypted = true;
      const name = entry.fileName.toLowerCase();
      if (!entries.has(name)) entries.set(name, entry);
    }
  } catch (error) {
    if (error instanceof DocumentRefusal) throw error;
    throw new BrokenZip(String(error));
  }
  if (exceedsRatio(unpacked, packed, limits)) throw new DocumentRefusal('document.zip_bomb');
  return {
    isEncrypted,
    names: [...entries.values()].map((entry) => entry.fileName),
    has: (part) => entries.has(part.toLowerCase()),
    read: async (part, maxBytes) => {
      const entry = entries.get(part.toLowerCase());
      if (entry === undefined) return null;
      const pieces: Uint8Array[] = [];
      for await (const piece of inflate(zip, entry, Math.min(maxBytes, limits.totalBytes), limits)) pieces.push(piece);
      return Buffer.concat(pieces);
    },
    pieces: (part, maxBytes) => {
      const entry = entries.get(part.toLowerCase());
      return entry ? inflate(zip, entry, Math.min(maxBytes, limits.totalBytes), limits) : null;
    },
  };
}

/** Inflates one part and counts what comes out, because the sizes in the directory are claims of whoever made the file. */
async function* inflate(zip: ZipFile, entry: Entry, maxBytes: number, limits: ZipLimits): AsyncGenerator<Uint8Array> {
  if (entry.uncompressedSize > maxBytes) throw new DocumentRefusal('document.zip_bomb');
  let size = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      const piece = chunk as Buffer;
      size += piece.length;
      if (size > entry.uncompressedSize || exceedsRatio(size, entry.compressedSize, limits)) {
        throw new DocumentRefusal('document.zip_bomb');
      }
      yield piece;
    }
  } catch (error) {
    if (error instanceof DocumentRefusal) throw error;
    throw new BrokenZip(String(error));
  }
  if (size !== entry.uncompressedSize) throw new BrokenZip('the part ends early');
}

function exceedsRatio(unpacked: number, packed: number, limits: ZipLimits): boolean {
  return unpacked > ZIP_RATIO_APPLIES_FROM_BYTES && unpacked > packed * limits.ratio;
}
