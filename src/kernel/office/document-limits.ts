const MEGABYTE = 1024 * 1024;

export const DOCUMENT_MAX_BYTES = 10 * MEGABYTE;
export const DOCUMENT_MAX_CHARACTERS = 2_000_000;

export const ZIP_MAX_ENTRIES = 2000;
export const ZIP_MAX_TOTAL_BYTES = 100 * MEGABYTE;
export const ZIP_MAX_RATIO = 200;
/**
 * A smaller package may compress better than the ratio allows (a register of equal rows does), and unpacking it harms nobody.
 */
export const ZIP_RATIO_APPLIES_FROM_BYTES = 8 * MEGABYTE;

export const DOCX_MAX_BODY_BYTES = 40 * MEGABYTE;
export const DOCX_MAX_STYLES_BYTES = 10 * MEGABYTE;
export const DOCX_MAX_RELATIONS_BYTES = MEGABYTE;
export const XML_MAX_DEPTH = 1000;

export function wholeMegabytes(bytes: number): number {
  return Math.ceil(bytes / MEGABYTE);
}
