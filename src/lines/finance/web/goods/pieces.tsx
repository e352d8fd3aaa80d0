import { formatFen } from '#kernel/contract';
import { Link, useCan } from '#ui';
import { useGoodsTexts } from './texts';
import './goods.css';

/** Money travels as text; what the types of answers call a bigint becomes one here, before anything is reckoned. */
export const asFen = (fen: bigint): bigint => BigInt(fen);

export const Sum = ({ fen }: { fen: bigint }) => <span className="num nw">{formatFen(asFen(fen))}</span>;

/** A quantity as it may be typed: above zero, at most three decimals. */
export const isQuantity = (words: string): boolean => /^\d{1,9}(\.\d{1,3})?$/.test(words.trim()) && Number(words) > 0;

/** Whoever keeps goods without reading books sees the number alone. */
export function EntryLink(props: { entry: { id: string; month: string; number: number | null }; words?: string }) {
  const t = useGoodsTexts();
  const may = useCan();
  const { id, month, number } = props.entry;
  const shown = (
    <span className="nw">{number === null ? t('entryWaits', { month }) : t('entryNumber', { month, number })}</span>
  );
  if (!may('ledger.book.read')) return shown;
  return (
    <Link to={`/finance/entries/${id}`}>
      {props.words ? <span lang="zh-CN">{props.words} </span> : null}
      {shown}
    </Link>
  );
}
