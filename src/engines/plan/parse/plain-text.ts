import { simplifiedOf } from './traditional-characters';

/**
 * One reading form for all plans: simplified characters, half-width digits and letters, one dash, one pair of quotes.
 * It has exactly the length of the source, so that every offset found in it is an offset of the source.
 */
export function toPlainText(source: string): string {
  const mapped = source.replace(NEEDS_MAPPING, (c) => MAPPING.get(c) ?? fullWidthToAscii(c));
  return blankBold(openClosedQuotes(pairStraightQuotes(mapped)));
}

/** ”金秋助学”: a closing mark where nothing is open is an opening one, when its pair stands close behind it. */
function openClosedQuotes(text: string): string {
  return text.replace(/(?<!“[^“”\n]{1,60})”(?=[^“”\n]{1,20}”)/g, '“');
}

/** Bold marks of markdown become blanks; ** before a unit is a figure that the author left out, and stays. */
function blankBold(text: string): string {
  if (!text.includes('**')) return text;
  return text.replace(/\*\*(?! )([^*\n]{1,80})\*\*/g, (whole, inner: string) =>
    STARTS_WITH_UNIT.test(inner) ? whole : `  ${inner}  `,
  );
}

const STARTS_WITH_UNIT =
  /^ ?(?:[万千百亿]?元|[万千]?人|名(?![师家优称单额誉牌])|个(?!人)|次|场|期|项|家(?![庭属园])|户|件|%|年|月)/;

const MAPPING: ReadonlyMap<string, string> = new Map([
  ...simplifiedOf,
  ...pairsOf('（）；！？，：', '（）；！？，：'),
  ...pairsOf('();!?', '（）；！？'),
  ...pairsOf('–—－―─−‒‐‑﹣', '-'),
  ...pairsOf('～〜∼﹏', '~'),
  ...pairsOf('「『〝«', '“'),
  ...pairsOf('」』〞»〟', '”'),
  ...pairsOf('‧・•∙⋅', '·'),
  ...pairsOf('｡', '。'),
  ...pairsOf('､', '、'),
  ...pairsOf('﹑', '、'),
  ...pairsOf('﹐', '，'),
  ...pairsOf('﹒', '.'),
  ...pairsOf('﹕', '：'),
  ...pairsOf('﹔', '；'),
  ...pairsOf('﹪', '%'),
  ...pairsOf('\u3000\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\u2060\ufeff\v\f', ' '),
  ...pairsOf('\u2028\u2029\u0085', '\n'),
]);

const NEEDS_MAPPING = new RegExp(
  `[${[...MAPPING.keys()].map((c) => c.replace(/[\\\]^-]/, '\\$&')).join('')}\\uff01-\\uff5e\\r]`,
  'g',
);

/** Each character of `from` with the character at the same place in `to`, or with the only one that `to` has. */
function pairsOf(from: string, to: string): [string, string][] {
  return [...from].map((c, i) => [c, to.length === 1 ? to : to.charAt(i)]);
}

/** A carriage return counts as a blank beside the line feed of its pair; alone it would be a very old line end. */
function fullWidthToAscii(c: string): string {
  if (c === '\r') return ' ';
  return String.fromCharCode(c.charCodeAt(0) - 0xfee0);
}

/** Straight quotes have no direction; within a line the first opens, the second closes. */
function pairStraightQuotes(text: string): string {
  if (!text.includes('"')) return text;
  return text
    .split('\n')
    .map((line) => {
      if (!line.includes('"')) return line;
      const parts = line.split('"');
      const pairs = parts.length - 1 - ((parts.length - 1) % 2);
      return parts.reduce((joined, part, i) => joined + mark(i - 1, pairs) + part);
    })
    .join('\n');
}

function mark(index: number, pairs: number): string {
  if (index >= pairs) return '"';
  return index % 2 === 0 ? '“' : '”';
}
