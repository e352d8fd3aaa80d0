import type { ReviewRow } from '../../../contract';
import { Button } from '#ui';
import { type RefObject, useEffect, useState } from 'react';
import { usePlanTexts } from '../../texts';

export interface Picked {
  at: number;
  end: number;
  left: number;
  top: number;
}

/** The place in the document of a place in the page. */
function placeOf(node: Node | null, offset: number): number | null {
  const holder = node instanceof HTMLElement ? node : node?.parentElement;
  const slice = holder?.closest<HTMLElement>('[data-at]');
  if (!slice) return null;
  return Number(slice.dataset.at) + (node instanceof Text ? offset : 0);
}

function pickedIn(paper: HTMLElement | null): Picked | null {
  const selection = document.getSelection();
  if (!paper || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!paper.contains(range.commonAncestorContainer)) return null;
  const at = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  if (at === null || end === null || end <= at) return null;
  const box = range.getBoundingClientRect();
  const frame = paper.parentElement?.getBoundingClientRect();
  return { at, end, left: Math.max(8, box.left - (frame?.left ?? 0)), top: box.bottom - (frame?.top ?? 0) + 6 };
}

/** What a person has selected with pointer or keys in the document. */
export function useDocumentSelection(paper: RefObject<HTMLElement | null>) {
  const [picked, setPicked] = useState<Picked | null>(null);
  useEffect(() => {
    const settle = (): void => setPicked(pickedIn(paper.current));
    const fade = (): void => {
      if (document.getSelection()?.isCollapsed) setPicked(null);
    };
    document.addEventListener('pointerup', settle);
    document.addEventListener('keyup', settle);
    document.addEventListener('selectionchange', fade);
    return () => {
      document.removeEventListener('pointerup', settle);
      document.removeEventListener('keyup', settle);
      document.removeEventListener('selectionchange', fade);
    };
  }, [paper]);
  const clear = (): void => {
    document.getSelection()?.removeAllRanges();
    setPicked(null);
  };
  return { picked, clear };
}

export interface SelectionBarProps {
  picked: Picked;
  row: ReviewRow | null;
  onAdd: (at: number, end: number) => void;
  onSplit: (row: ReviewRow, at: number) => void;
}

/** Beside selected words: a new commitment of them, or a cut of the sentence that is in work. */
export function SelectionBar({ picked, row, onAdd, onSplit }: SelectionBarProps) {
  const t = usePlanTexts();
  const cut =
    row && picked.at > row.at && picked.at < row.end
      ? picked.at
      : row && picked.end > row.at && picked.end < row.end
        ? picked.end
        : null;
  return (
    <div
      className="plan-selection"
      style={{ left: picked.left, top: picked.top }}
      role="toolbar"
      aria-label={t('review.selection')}
    >
      <Button
        size="sm"
        icon="plus"
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => onAdd(picked.at, picked.end)}
      >
        {t('review.addFrom')}
      </Button>
      {row && cut !== null ? (
        <Button size="sm" onPointerDown={(event) => event.preventDefault()} onClick={() => onSplit(row, cut)}>
          {t('review.splitHere')}
        </Button>
      ) : null}
    </div>
  );
}
