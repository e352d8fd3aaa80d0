/**
 * Surnames whose reading differs from the common one of the character, checked against the rules for name order
 * (facts.md §12.4). The library knows most of them; a person's own `reading` beats both.
 */
const surnames: Readonly<Record<string, readonly string[]>> = {
  尉迟: ['yu4', 'chi2'],
  万俟: ['mo4', 'qi2'],
  曾: ['zeng1'],
  仇: ['qiu2'],
  单: ['shan4'],
  翟: ['zhai2'],
  解: ['xie4'],
  区: ['ou1'],
  任: ['ren2'],
  查: ['zha1'],
  盖: ['ge3'],
  朴: ['piao2'],
  华: ['hua4'],
  燕: ['yan1'],
  员: ['yun4'],
  乐: ['yue4'],
  纪: ['ji3'],
  洗: ['xian3'],
  冼: ['xian3'],
  缪: ['miao4'],
};

type Pinyin = (typeof import('pinyin-pro'))['pinyin'];
let pinyin: Pinyin | null = null;

/** The dictionary costs a tenth of a second: it is loaded when the first name is written, not at every start. */
async function loadPinyin(): Promise<Pinyin> {
  pinyin ??= (await import('pinyin-pro')).pinyin;
  return pinyin;
}

/** The syllables of a name with tones as digits; signs that have no reading stand for themselves. */
export async function readName(name: string, reading: string | null = null): Promise<string[]> {
  if (reading !== null) return reading.split(' ');
  const read = await loadPinyin();
  const syllables = (text: string, isWhole: boolean): string[] =>
    text === ''
      ? []
      : read(text, { toneType: 'num', type: 'array', v: true, ...(isWhole ? { surname: 'head' } : {}) })
          .map((syllable) => syllable.trim().toLowerCase())
          .filter((syllable) => syllable !== '');
  const signs = [...name];
  const two = surnames[signs.slice(0, 2).join('')];
  if (two !== undefined) return [...two, ...syllables(signs.slice(2).join(''), false)];
  const one = surnames[signs[0] ?? ''];
  // 单于, 仇由 and the like are not met among names of today; a compound surname that begins so has its own row above.
  if (one !== undefined) return [...one, ...syllables(signs.slice(1).join(''), false)];
  return syllables(name, true);
}
