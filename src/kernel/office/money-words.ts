const DIGITS = [...'零壹贰叁肆伍陆柒捌玖'];
const PLACES = ['', '拾', '佰', '仟'];
const SECTIONS = ['', '万', '亿', '万亿'];

/** Larger sums have no agreed wording in Chinese accounts, and no bank form has room for them. */
const MOST_FEN = 10n ** 18n;

/**
 * An amount as it is written on vouchers and receipts, `人民币柒仟元整` for 700000 fen. Rules: 支付结算办法, annex 1 (facts.md §12.3).
 * Throws a RangeError for negative amounts (a refund is worded by its document, never by a minus sign) and from 10^16 yuan on.
 */
export function moneyInWords(fen: bigint): string {
  checkAmount(fen);
  const yuan = fen / 100n;
  const jiao = Number((fen / 10n) % 10n);
  const rest = Number(fen % 10n);
  let words = yuan > 0n ? `${wholeInWords(yuan)}元` : '';
  if (jiao > 0) words += `${DIGITS[jiao] ?? ''}角`;
  else if (rest > 0 && yuan > 0n) words += '零';
  if (rest > 0) words += `${DIGITS[rest] ?? ''}分`;
  if (words === '') words = '零元';
  return `人民币${words}${words.endsWith('元') ? '整' : ''}`;
}

/** `1409.50` for 140950 fen: always two decimals, no thousands separators, so that any program can read it back. */
export function formatYuan(fen: bigint): string {
  checkAmount(fen);
  return `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
}

function checkAmount(fen: bigint): void {
  if (fen < 0n || fen >= MOST_FEN) throw new RangeError(`not an amount that can be written out: ${fen} fen`);
}

function wholeInWords(value: bigint): string {
  let words = '';
  let zeroPending = false;
  for (let index = SECTIONS.length - 1; index >= 0; index -= 1) {
    const section = Number((value / 10_000n ** BigInt(index)) % 10_000n);
    if (section === 0) {
      zeroPending = words !== '';
      continue;
    }
    if (words !== '' && (zeroPending || section < 1000)) words += DIGITS[0] ?? '';
    zeroPending = false;
    words += sectionInWords(section) + sectionName(index, value);
  }
  return words;
}

/** 万亿 says its 亿 only where no 亿 section follows: 壹万亿, but 壹万零叁亿. */
function sectionName(index: number, value: bigint): string {
  const hasHundredMillions = (value / 10n ** 8n) % 10_000n > 0n;
  return index === 3 && hasHundredMillions ? '万' : (SECTIONS[index] ?? '');
}

function sectionInWords(section: number): string {
  let words = '';
  let zeroPending = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(section / 10 ** place) % 10;
    if (digit === 0) {
      zeroPending = words !== '';
      continue;
    }
    if (zeroPending) words += DIGITS[0] ?? '';
    zeroPending = false;
    words += `${DIGITS[digit] ?? ''}${PLACES[place] ?? ''}`;
  }
  return words;
}
