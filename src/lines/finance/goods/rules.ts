/** Quantities are whole thousandths and values whole fen: what went in less what went out is what is there, to the fen. */

export interface Stock {
  readonly quantity: bigint;
  readonly value: bigint;
}

export const nothing: Stock = { quantity: 0n, value: 0n };
const ONE = 1000n;
/** What a column of the database and a store can hold. */
export const MOST = 999_999_999_999n;

/** `2.5` as 2500 thousandths; null where nothing above zero is said, or more exactly than thousandths. */
export function readQuantity(words: string): bigint | null {
  const found = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(words.normalize('NFKC').trim());
  if (found === null) return null;
  return BigInt(found[1]!) * ONE + BigInt((found[2] ?? '').padEnd(3, '0'));
}

/** 2500 thousandths as `2.5`. */
export function quantityWords(quantity: bigint): string {
  const [sign, size] = quantity < 0n ? ['-', -quantity] : ['', quantity];
  const part = (size % ONE).toString().padStart(3, '0').replace(/0+$/, '');
  return `${sign}${size / ONE}${part === '' ? '' : `.${part}`}`;
}

export const isWhole = (quantity: bigint): boolean => quantity % ONE === 0n;

/** What a part is worth by the moving average, to the nearest fen; whatever goes last takes the rest. */
export function worthOf({ quantity, value }: Stock, part: bigint): bigint {
  return quantity === 0n ? value : (value * part * 2n + quantity) / (quantity * 2n);
}

/** What comes back of something that went out, after so much of it came back before; the last takes the rest. */
export function worthBack(out: Stock, before: bigint, part: bigint): bigint {
  const until = (quantity: bigint): bigint => (out.value * quantity) / out.quantity;
  return until(before + part) - until(before);
}

export const add = (stock: Stock, move: Stock): Stock => ({
  quantity: stock.quantity + move.quantity,
  value: stock.value + move.value,
});

/** What is handed out to several, one after the other. Null: there is not enough for all. */
export function handOut(stock: Stock, parts: readonly bigint[]): { moves: Stock[]; left: Stock } | null {
  const moves: Stock[] = [];
  let left = stock;
  for (const part of parts) {
    if (part > left.quantity) return null;
    const move = { quantity: -part, value: -worthOf(left, part) };
    moves.push(move);
    left = add(left, move);
  }
  return { moves, left };
}
