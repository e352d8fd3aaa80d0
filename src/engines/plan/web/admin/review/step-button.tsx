import type { ButtonHTMLAttributes } from 'react';

const paths = {
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h6.3a3.7 3.7 0 0 1 0 7.4H6',
  redo: 'm10.5 3 3 3-3 3M13.5 6H7.2a3.7 3.7 0 0 0 0 7.4H10',
};

export interface StepButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  which: keyof typeof paths;
  name: string;
}

/** Undo and redo, as arrows that turn back and forth. */
export function StepButton({ which, name, ...rest }: StepButtonProps) {
  return (
    <button type="button" {...rest} className="ib" aria-label={name} title={name}>
      <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
        <path d={paths[which]} />
      </svg>
    </button>
  );
}
