import { join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Day } from '../day';
import { programFolder } from '../places';

/** Noto Serif SC in its regular weight: the one that certificates need of the 115 MB of all of them. */
const FONT = join('node_modules', '@expo-google-fonts', 'noto-serif-sc', '400Regular');

/**
 * A page in the language of typst. It reads its data by `#let data = json(bytes(sys.inputs.data))`: what people have typed
 * comes in as data and is never part of the source, so a name can't be a command.
 */
export interface PdfTemplate {
  readonly source: string;
}

let compiler: Promise<NodeCompiler> | null = null;

/** The compiler, with its font, is read when the first PDF is written: the start need not wait for its 50 MB. */
function compilerOf(): Promise<NodeCompiler> {
  compiler ??= import('@myriaddreamin/typst-ts-node-compiler').then(({ NodeCompiler }) => {
    const folder = join(programFolder(), FONT);
    return NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths: [folder] }] });
  });
  return compiler;
}

/** The same template with the same data on the same day is the same file, byte for byte. */
export async function writePdf(template: PdfTemplate, data: unknown, day: Day): Promise<Uint8Array> {
  const typst = await compilerOf();
  const inputs = { data: JSON.stringify(data) };
  const creationTimestamp = Date.parse(`${day}T00:00:00Z`) / 1000;
  const bytes = typst.pdf({ mainFileContent: template.source, inputs }, { creationTimestamp });
  typst.evictCache(10);
  return bytes;
}
