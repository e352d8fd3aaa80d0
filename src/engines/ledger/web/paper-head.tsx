import { useSession } from '#ui';

/** What stands above a ledger on paper: the union, the book, the sheet and its days. */
export function PaperHead({ book, title, note }: { book: string; title: string; note: string }) {
  const { organisation } = useSession().hello;
  return (
    <div className="lb-paper-only">
      <h2>
        {book} · {title}
      </h2>
      <p>{[organisation, note].filter(Boolean).join(' · ')}</p>
    </div>
  );
}
