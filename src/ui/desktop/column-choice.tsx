import { useRef, useState } from 'react';
import { Button } from '../button';
import { Checkbox } from '../field';
import { Popover } from '../overlay';
import { useUiTexts } from '../ui-texts';

export interface ColumnChoiceProps {
  columns: readonly { key: string; label: string }[];
  shown: readonly string[];
  onChoose: (keys: readonly string[]) => void;
}

/** Ticks for the columns; the first one is the row's name and always stays. */
export function ColumnChoice({ columns, shown, onChoose }: ColumnChoiceProps) {
  const t = useUiTexts();
  const anchor = useRef<HTMLSpanElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [close] = useState(() => () => setOpen(false));
  const first = columns[0]?.key ?? '';
  const toggle = (key: string): void => {
    const wanted = shown.includes(key) ? shown.filter((one) => one !== key) : [...shown, key];
    onChoose(columns.map((column) => column.key).filter((one) => one === first || wanted.includes(one)));
  };
  return (
    <>
      <span ref={anchor}>
        <Button size="sm" kind="text" icon="columns" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('list.columns')}
        </Button>
      </span>
      {isOpen ? (
        <Popover anchor={anchor} label={t('list.columns')} onClose={close}>
          {columns.slice(1).map((column) => (
            <Checkbox
              key={column.key}
              label={column.label}
              checked={shown.includes(column.key)}
              onChange={() => toggle(column.key)}
            />
          ))}
        </Popover>
      ) : null}
    </>
  );
}
