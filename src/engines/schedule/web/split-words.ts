/** Words between commas of either width, ideographic commas or semicolons. */
export function splitWords(text: string): string[] {
  const words = text.split(/[,，、;；]/).map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ''))];
}
