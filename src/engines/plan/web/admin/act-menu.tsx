import { Button, type IconName, Icon, Link, Popover } from '#ui';
import { useCallback, useRef, useState } from 'react';

export interface MenuAct {
  label: string;
  icon?: IconName;
  to?: string;
  act?: () => void;
}

/** A button that opens a short list of acts. */
export function ActMenu({ label, icon, acts }: { label: string; icon: IconName; acts: readonly MenuAct[] }) {
  const anchor = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const entry = ({ label: words, icon: picture, to, act }: MenuAct) => {
    const inside = (
      <>
        {picture ? <Icon name={picture} /> : null}
        {words}
      </>
    );
    if (to) return <Link key={words} to={to} onClick={close} children={inside} />;
    return (
      <button
        key={words}
        type="button"
        onClick={() => {
          close();
          act?.();
        }}
        children={inside}
      />
    );
  };
  return (
    <div ref={anchor}>
      <Button icon={icon} aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {label}
      </Button>
      {isOpen ? (
        <Popover anchor={anchor} label={label} onClose={close}>
          <div className="menu-list">{acts.map(entry)}</div>
        </Popover>
      ) : null}
    </div>
  );
}
