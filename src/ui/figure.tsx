import type { MeasureRow } from '#kernel/contract';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { messageOf } from './blanks';
import { useLanguage } from './choices';
import { formatDay, formatMoment } from './formats';
import { Icon } from './icons';
import { Overlay, Popover, isTouch } from './overlay';
import { Link } from './router';
import './styles/marks.css';
import { useUiTexts } from './ui-texts';

export interface FigureProps {
  /** As printed: `61/87`, `¥2,300.00`. A share always shows both numbers. */
  value: ReactNode;
  /** The unit's word, quieter. */
  unit?: ReactNode;
  /** Where its rows are; without it and without `onOpen` it is a plain figure. */
  to?: string;
  onOpen?: () => void;
  /** The one figure of a page. */
  big?: boolean;
}

/** A figure that opens the rows behind it. */
export function Figure({ value, unit, to, onOpen, big }: FigureProps) {
  const looks = big ? 'fig big' : 'fig';
  const inside = (
    <>
      {value}
      {unit ? <small>{big ? unit : <> {unit}</>}</small> : null}
    </>
  );
  if (to) return <Link to={to} className={looks} children={inside} />;
  if (onOpen) return <button type="button" className={looks} onClick={onOpen} children={inside} />;
  return <span className={big ? 'fig big' : 'b nw'}>{inside}</span>;
}

/** How a figure came about: the rule in words, each number with its rows, and the moment of the calculation. */
export interface Explanation {
  /** `61 ÷ 87 = 70.1%`. */
  formula?: ReactNode;
  rule: ReactNode;
  parts: readonly { label: ReactNode; value: ReactNode; to?: string }[];
  /** The rows themselves, where they are few enough to be shown at once. */
  rows?: readonly MeasureRow[];
  /** Says the reason of a row that was looked at and not counted; the module that answered has the words. */
  reasonOf?: (reason: string) => string;
  /** ISO moment. */
  calculatedAt: string;
}

type Explained = Explanation | (() => Promise<Explanation>);

/** 怎么来的: a pop-up on the desktop, a sheet from below on touch. */
export function HowItCameAbout({ explain, iconOnly }: { explain: Explained; iconOnly?: boolean }) {
  const t = useUiTexts();
  const anchor = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [close] = useState(() => () => setOpen(false));
  const title = t('figure.how');
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="how"
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        aria-label={title}
        title={title}
        onClick={() => setOpen(!isOpen)}
      >
        {iconOnly ? <Icon name="because" /> : title}
      </button>
      {!isOpen ? null : isTouch() ? (
        <Overlay as="sheet" title={title} onClose={close}>
          <ExplanationBody explain={explain} />
        </Overlay>
      ) : (
        <Popover anchor={anchor} label={title} onClose={close} width={372}>
          <ExplanationBody explain={explain} title={title} />
        </Popover>
      )}
    </>
  );
}

function ExplanationBody({ explain, title }: { explain: Explained; title?: string }) {
  const t = useUiTexts();
  const language = useLanguage();
  const [answer, setAnswer] = useState<Explanation | Error | null>(typeof explain === 'function' ? null : explain);
  useEffect(() => {
    if (typeof explain !== 'function') return setAnswer(explain);
    let isGone = false;
    explain().then(
      (value) => isGone || setAnswer(value),
      (error: unknown) => isGone || setAnswer(error instanceof Error ? error : new Error(String(error))),
    );
    return () => {
      isGone = true;
    };
  }, [explain]);
  if (answer instanceof Error) return <p role="alert">{messageOf(answer, t)}</p>;
  const at = answer ? formatMoment(answer.calculatedAt, language) : '';
  return (
    <div className="explained">
      <div className="row">
        {title ? <b>{title}</b> : null}
        <span className="sp" />
        <span className="dim t12">{answer ? t('figure.calculatedAt', { at }) : t('loading')}</span>
      </div>
      {answer ? (
        <>
          <p>
            {answer.formula ? <span className="ink">{answer.formula}</span> : null}
            {answer.formula && language === 'en' ? ' ' : null}
            {answer.rule}
          </p>
          <dl>
            {answer.parts.map((part, index) => (
              <div key={index}>
                <dt>{part.label}</dt>
                <dd>{part.to ? <Figure value={part.value} to={part.to} /> : <b>{part.value}</b>}</dd>
              </div>
            ))}
          </dl>
          {answer.rows?.length ? <ExplainedRows {...answer} rows={answer.rows} /> : null}
        </>
      ) : null}
    </div>
  );
}

function ExplainedRows({ rows, reasonOf }: { rows: readonly MeasureRow[]; reasonOf?: Explanation['reasonOf'] }) {
  const language = useLanguage();
  const t = useUiTexts();
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id} className={row.isCounted ? undefined : 'apart'}>
          <span className="sp">
            {row.href ? <Link to={row.href}>{row.title}</Link> : row.title}
            <span className="dim t12">
              {row.unitName ? ` · ${row.unitName}` : ''}
              {row.day ? ` · ${formatDay(row.day, language)}` : ''}
            </span>
          </span>
          <span className="nw">
            {row.isCounted ? row.amount : row.reason && reasonOf ? reasonOf(row.reason) : t('figure.notCounted')}
          </span>
        </li>
      ))}
    </ul>
  );
}
