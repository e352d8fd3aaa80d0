import type { Review } from '../../../contract';
import { Button, Icon } from '#ui';
import { useState } from 'react';
import { usePlanTexts } from '../../texts';

type Warning = Review['warnings'][number];

export interface WarningsBarProps {
  warnings: readonly Warning[];
  onJump: (at: number) => void;
  onSeen: (warning: Warning) => void;
}

/** More than this would fill a second line. */
const MOST = 5;
const keyOf = (warning: Warning) => `${warning.code}@${warning.at ?? ''}`;

/** What is odd in the document. A chip leads to its place; what was looked at can be marked. */
export function WarningsBar({ warnings, onJump, onSeen }: WarningsBarProps) {
  const t = usePlanTexts();
  const [picked, setPicked] = useState<string | null>(null);
  const [isWhole, setWhole] = useState(false);
  if (warnings.length === 0) return null;
  const open = warnings.filter((warning) => !warning.isSeen);
  const shown = isWhole || warnings.length <= MOST ? warnings : warnings.slice(0, MOST);
  const go = (warning: Warning): void => {
    setPicked(keyOf(warning));
    // What was done to the document as a whole has no place to lead to.
    if (warning.at !== null) onJump(warning.at);
  };
  const next = (): void => {
    const list = open.length > 0 ? open : warnings;
    const at = list.findIndex((warning) => keyOf(warning) === picked);
    const warning = list[(at + 1) % list.length];
    if (warning) go(warning);
  };
  const current = warnings.find((warning) => keyOf(warning) === picked);
  return (
    <>
      <section
        className={open.length > 0 ? 'card plan-warnings' : 'card plan-warnings calm'}
        aria-label={t('review.warnings')}
      >
        <span className={open.length > 0 ? 'c-late' : 'c-kept'}>
          <Icon name={open.length > 0 ? 'late' : 'kept'} />
        </span>
        <b className="nw">{open.length > 0 ? t('review.toSee', { count: open.length }) : t('review.allSeen')}</b>
        <div className={isWhole ? 'row wrap g8 sp' : 'row g8 sp plan-one-line'}>
          {shown.map((warning) => (
            <button
              key={keyOf(warning)}
              type="button"
              className={warning.isSeen ? 'chip warn seen' : 'chip warn'}
              title={warning.text}
              aria-pressed={keyOf(warning) === picked}
              onClick={() => go(warning)}
            >
              {warning.isSeen ? <Icon name="tick" size="s" /> : null}
              <span className="ell">{warning.text}</span>
              {warning.isSeen ? <span className="unseen">{t('review.seen')}</span> : null}
            </button>
          ))}
          {warnings.length > shown.length ? (
            <Button size="sm" kind="text" onClick={() => setWhole(true)}>
              {t('board.more', { count: warnings.length - shown.length })}
            </Button>
          ) : null}
        </div>
        {current && !current.isSeen ? (
          <Button size="sm" icon="tick" onClick={() => onSeen(current)}>
            {t('review.markSeen')}
          </Button>
        ) : null}
        <Button size="sm" kind="text" onClick={next}>
          {t('review.oneByOne')}
        </Button>
      </section>
      {current?.at === null ? (
        <p className="t13" role="status">
          {current.text}
        </p>
      ) : null}
    </>
  );
}
