import type { ReactNode } from 'react';
import { type SourceSpan, type SpanKind, spanKinds, slicesOf } from './source-slices';
import './styles/marks.css';
import { useUiTexts } from './ui-texts';

export interface SourceTextProps {
  text: string;
  spans: readonly SourceSpan[];
  /** Where the text begins in its document; the spans count from there. */
  offset?: number;
  /** The stretch that is in work; it gets a frame. */
  inWork?: { from: number; to: number } | null;
  onOpen?: (span: SourceSpan) => void;
}

/** The plan's own sentence with its spans: hue and kind of underline say what a stretch was read as. */
export function SourceText({ text, spans, offset = 0, inWork, onOpen }: SourceTextProps) {
  const t = useUiTexts();
  const frame = inWork ? { from: inWork.from - offset, to: inWork.to - offset } : null;
  const local = spans.map((span) => ({ ...span, from: span.from - offset, to: span.to - offset, origin: span }));
  const drawn = (part: ReturnType<typeof slicesOf<(typeof local)[number]>>[number], key: number): ReactNode => {
    const { span } = part;
    if (!span) return <span key={key}>{part.text}</span>;
    const name = span.note ? `${t(`span.${span.kind}`)}: ${span.note}` : t(`span.${span.kind}`);
    if (!onOpen) return <mark key={key} className={`k-${span.kind}`} title={name} children={part.text} />;
    const open = () => onOpen(span.origin);
    return (
      <mark
        key={key}
        className={`k-${span.kind} opens`}
        title={name}
        role="button"
        tabIndex={0}
        onClick={open}
        onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && (event.preventDefault(), open())}
        children={part.text}
      />
    );
  };
  const parts = slicesOf(text, local, frame);
  const groups: ReactNode[] = [];
  for (let index = 0; index < parts.length;) {
    const isIn = parts[index]?.isInWork ?? false;
    const from = index;
    while (index < parts.length && (parts[index]?.isInWork ?? false) === isIn) index += 1;
    const run = parts.slice(from, index).map((part, at) => drawn(part, from + at));
    groups.push(isIn ? <span key={`f${from}`} className="in-work" children={run} /> : run);
  }
  return <div className="source">{groups}</div>;
}

/** The key to the underlines. */
export function SpanKinds({ only }: { only?: readonly SpanKind[] }) {
  const t = useUiTexts();
  return (
    <span className="row g12 wrap">
      {(only ?? spanKinds).map((kind) => (
        <KindTag key={kind} kind={kind}>
          {t(`span.${kind}`)}
        </KindTag>
      ))}
    </span>
  );
}

/** One read piece under a commitment: its kind by colour and line, its words inside. */
export function KindTag({ kind, children, note }: { kind: SpanKind; children: ReactNode; note?: ReactNode }) {
  return (
    <span className="kk">
      <span className={`kind k-${kind}`}>{children}</span>
      {note}
    </span>
  );
}
