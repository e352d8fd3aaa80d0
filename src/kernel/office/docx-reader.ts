import { DOCX_MAX_BODY_BYTES, DOCX_MAX_RELATIONS_BYTES, DOCX_MAX_STYLES_BYTES } from './document-limits';
import { DocumentRefusal } from './document-refusals';
import { readDocxBody, type DocxBody } from './docx-body';
import { DocxNumbering, ListCounter } from './docx-numbering';
import { DocxStyles } from './docx-styles';
import { decodeXml, ForbiddenXml, MalformedXml, readXml } from './xml-tokens';
import { BrokenZip, type ZipPackage } from './zip-package';

const USUAL_BODY = 'word/document.xml';

/** The words of a Word document, with its automatic numbers written out. Only the parts named here are ever inflated. */
export async function readDocx(zip: ZipPackage): Promise<DocxBody> {
  const bodyPart = (await findBodyPart(zip)) ?? USUAL_BODY;
  const relations = await readRelations(zip, relationsPartOf(bodyPart));
  const stylesXml = await readPart(zip, relations.get('styles') ?? 'word/styles.xml', DOCX_MAX_STYLES_BYTES);
  const numberingXml = await readPart(zip, relations.get('numbering') ?? 'word/numbering.xml', DOCX_MAX_STYLES_BYTES);
  const bodyXml = await readPart(zip, bodyPart, DOCX_MAX_BODY_BYTES);
  if (bodyXml === null) throw new DocumentRefusal('document.broken_docx', { part: bodyPart });
  const styles = guard('styles.xml', () => DocxStyles.read(stylesXml ?? ''));
  const numbering = guard('numbering.xml', () => DocxNumbering.read(numberingXml ?? ''));
  if (!/<(?:[\w.-]+:)?document[\s>/]/.test(bodyXml.slice(0, 20_000))) {
    throw new DocumentRefusal('document.broken_docx', { part: bodyPart });
  }
  try {
    return await readDocxBody(bodyXml, styles, () => new ListCounter(numbering, styles));
  } catch (error) {
    throw refusalOf(error, bodyPart);
  }
}

/** The main part by the relation of the package; programs may give it another name than the usual one. */
export async function findBodyPart(zip: ZipPackage): Promise<string | null> {
  const target = (await readRelations(zip, '_rels/.rels')).get('officeDocument');
  if (target !== undefined && zip.has(target)) return target;
  return zip.has(USUAL_BODY) ? USUAL_BODY : null;
}

/** Targets of the relations of one part, by the last word of the relation's type. */
async function readRelations(zip: ZipPackage, part: string): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  const xml = await readPart(zip, part, DOCX_MAX_RELATIONS_BYTES);
  if (xml === null) return targets;
  const folder = part.replace(/_rels\/[^/]*$/, '');
  guard(part, () => {
    for (const token of readXml(xml)) {
      if (token.kind !== 'open' || !token.name.endsWith('Relationship')) continue;
      const type = token.attributes.get('Type')?.split('/').at(-1);
      const target = token.attributes.get('Target');
      if (!type || !target || token.attributes.get('TargetMode') === 'External') continue;
      targets.set(type, target.startsWith('/') ? target.slice(1) : folder + target);
    }
  });
  return targets;
}

function relationsPartOf(part: string): string {
  const slash = part.lastIndexOf('/') + 1;
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
}

async function readPart(zip: ZipPackage, part: string, maxBytes: number): Promise<string | null> {
  try {
    const bytes = await zip.read(part, maxBytes);
    return bytes && decodeXml(bytes);
  } catch (error) {
    throw refusalOf(error, part);
  }
}

function guard<T>(part: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw refusalOf(error, part);
  }
}

function refusalOf(error: unknown, part: string): unknown {
  if (error instanceof ForbiddenXml) return new DocumentRefusal('document.unsafe_xml', { part });
  if (error instanceof MalformedXml || error instanceof BrokenZip) {
    return new DocumentRefusal('document.broken_docx', { part });
  }
  return error;
}
