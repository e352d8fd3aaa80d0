import { type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Icon } from './icons';
import './styles/floats.css';
import { useUiTexts } from './ui-texts';

export interface OverlayProps {
  title: ReactNode;
  /** Under the title or beside it. */
  note?: ReactNode;
  onClose: () => void;
  /** `drawer` from the right, `sheet` from below, `dialog` in the middle, `top` where a search box stands. */
  as?: 'dialog' | 'drawer' | 'sheet' | 'top';
  /** Width of a drawer. */
  size?: 'normal' | 'wide';
  acts?: ReactNode;
  /** `keys`: a press beside it doesn't close it, for what was typed. `acts`: only its buttons do, for what is shown once. */
  closesBy?: 'any' | 'keys' | 'acts';
  children: ReactNode;
}

/** A layer that holds the focus. The browser's own dialog does it: Esc closes, Tab stays inside, the focus returns. */
export function Overlay(props: OverlayProps) {
  const { title, note, onClose, as = 'dialog', size = 'normal', acts, closesBy = 'any', children } = props;
  const t = useUiTexts();
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    // Only what asks for it is focused at once: on phones a focused field would raise the keyboard.
    const first =
      dialog?.querySelector<HTMLElement>('[data-autofocus]') ?? dialog?.querySelector<HTMLElement>('.layer');
    first?.focus({ preventScroll: true });
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return createPortal(
    <dialog
      ref={box}
      className={`overlay as-${as} ${size}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // React passes the event up through portals: a dialog within must not close the one around it.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        if (closesBy !== 'acts') onClose();
      }}
      onPointerDown={(event) => event.target === box.current && closesBy === 'any' && onClose()}
    >
      <div className="layer" tabIndex={-1}>
        <header>
          <div className="title">
            <h2 id={titleId}>{title}</h2>
            {note ? <span className="dim t13">{note}</span> : null}
          </div>
          <button type="button" className="ib" aria-label={t('close')} title={t('close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <div className="inside">{children}</div>
        {acts ? <footer>{acts}</footer> : null}
      </div>
    </dialog>,
    document.body,
  );
}

/** Whether a finger is the pointer, or the shell is the phone's. */
export function isTouch(): boolean {
  return document.documentElement.dataset.shell === 'phone' || matchMedia('(pointer: coarse)').matches;
}

export interface PopoverProps {
  anchor: RefObject<HTMLElement | null>;
  label: string;
  onClose: () => void;
  width?: number;
  children: ReactNode;
}

function placeBeside(anchor: DOMRect, box: DOMRect): { left: number; top: number } {
  const room = 8;
  const left = Math.max(room, Math.min(anchor.left, innerWidth - box.width - room));
  const below = anchor.bottom + room;
  const above = anchor.top - box.height - room;
  const fitsBelow = below + box.height <= innerHeight - room;
  return {
    left,
    top: fitsBelow || above < room ? Math.min(below, Math.max(room, innerHeight - box.height - room)) : above,
  };
}

/** A light layer beside what opened it: Esc, a press outside or leaving it by Tab closes it. */
export function Popover({ anchor, label, onClose, width, children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<{ left: number; top: number } | null>(null);
  useLayoutEffect(() => {
    const own = box.current;
    const beside = anchor.current;
    if (!own || !beside) return;
    const settle = () => setAt(placeBeside(beside.getBoundingClientRect(), own.getBoundingClientRect()));
    settle();
    const watch = new ResizeObserver(settle);
    watch.observe(own);
    return () => watch.disconnect();
  }, [anchor]);
  useEffect(() => {
    const beside = anchor.current;
    if (!box.current?.contains(document.activeElement)) box.current?.focus({ preventScroll: true });
    const close = (event: Event): void => {
      const target = event.target as Node | null;
      const isKey = event instanceof KeyboardEvent;
      if (isKey ? event.key !== 'Escape' : box.current?.contains(target) || beside?.contains(target)) return;
      // The layer takes its focus with it: who closes it by key goes on where it was opened.
      if (isKey && box.current?.contains(document.activeElement)) beside?.focus({ preventScroll: true });
      onClose();
    };
    document.addEventListener('keydown', close);
    document.addEventListener('pointerdown', close);
    return () => {
      document.removeEventListener('keydown', close);
      document.removeEventListener('pointerdown', close);
    };
  }, [anchor, onClose]);
  const leave = (next: EventTarget | null): void => {
    if (next instanceof Node && !box.current?.contains(next)) onClose();
  };
  // Inside a dialog the layer must stand in the dialog, which covers everything else.
  const host = anchor.current?.closest('dialog') ?? document.body;
  const where = at ? { left: at.left, top: at.top } : { left: 0, top: 0, opacity: 0 };
  return createPortal(
    <div
      ref={box}
      className="pop"
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      style={{ ...where, ...(width ? { width } : {}) }}
      onBlur={(event) => leave(event.relatedTarget)}
    >
      {children}
    </div>,
    host,
  );
}
