import type { Day } from '#kernel/contract';
import { useLanguage } from './choices';
import { formatDayTiny, formatMonth, formatWindow } from './formats';
import { type CommitmentState, toneOf } from './state-tag';
import './styles/bars.css';
import { useUiTexts } from './ui-texts';
import { positionOf, shapeOf } from './window-geometry';

export interface WindowBarProps {
  window: { from: Day; to: Day };
  year: number;
  today: Day;
  state: CommitmentState;
  /** The plan's own words ("4月中旬"); they stand beside the block. */
  words?: string;
}

/** When a promise falls due in its year: a line for what lasts, a block for a window, dots for lateness. */
export function WindowBar({ window, year, today, state, words }: WindowBarProps) {
  const t = useUiTexts();
  const language = useLanguage();
  const tone = toneOf(state);
  const isLate = state === 'late' || state === 'missed';
  const shape = shapeOf(window, year, today, state === 'late');
  const { block, passed, overdue } = shape;
  const beside =
    shape.wordsSide === 'left'
      ? { right: `calc(${100 - block.left}% + 6px)` }
      : { left: `calc(${block.left + block.width}% + 6px)` };
  const lateWords = overdue ? t('window.late', { count: shape.daysLate }) : '';
  const label = [words, formatWindow(window.from, window.to, language), t(`state.${state}`), lateWords].filter(Boolean);
  const face = tone === 'refuse' ? 'late' : tone;
  const lateAt = (shape.today ?? 100) > 80 ? { right: '10px' } : { left: `calc(${shape.today ?? 100}% + 10px)` };
  return (
    <div className="win" role="img" aria-label={label.join(language === 'en' ? ', ' : '，')}>
      <i className={`w ${shape.isLine ? 'line ' : ''}${face}`} style={at(block)} />
      {shape.isLine && passed.width > 0 && !isLate && tone !== 'none' ? (
        <i className={`w line run ${tone === 'kept' ? 'kept' : ''}`} style={at(passed)} />
      ) : null}
      {overdue ? <i className="od" style={at(overdue)} /> : null}
      {overdue ? (
        <span className="lb late" style={lateAt}>
          {lateWords}
        </span>
      ) : words && !shape.isLine ? (
        <span className="lb" style={beside}>
          {words}
        </span>
      ) : null}
    </div>
  );
}

function at(block: { left: number; width: number }): { left: string; width: string } {
  return { left: `${block.left}%`, width: `${block.width}%` };
}

/** The heads of the twelve months. */
export function MonthHeads() {
  const language = useLanguage();
  return (
    <div className="months">
      {Array.from({ length: 12 }, (_none, index) => (
        <span key={index}>{formatMonth(index + 1, language)}</span>
      ))}
    </div>
  );
}

/** The hairlines between months and the line of today, laid over all rows of a positioned parent. */
export function MonthLines() {
  return (
    <div className="grid12" aria-hidden="true">
      {Array.from({ length: 12 }, (_none, index) => (
        <i key={index} />
      ))}
    </div>
  );
}

export function TodayLine({ year, today }: { year: number; today: Day }) {
  const language = useLanguage();
  if (Number(today.slice(0, 4)) !== year) return null;
  return (
    <div className="today" aria-hidden="true" style={{ left: `${positionOf(today, year, 0.5)}%` }}>
      <span>{formatDayTiny(today, language)}</span>
    </div>
  );
}
