import type { ButtonHTMLAttributes, ReactNode } from 'react';
import type { IconName } from './icon-drawings';
import { Icon } from './icons';
import { Link } from './router';
import './styles/controls.css';

/** `main` is the one red act of a page; `quiet` an act in a row; `text` a lesser one. */
export type ButtonKind = 'main' | 'plain' | 'quiet' | 'text';

interface Looks {
  kind?: ButtonKind;
  size?: 'sm' | 'lg';
  icon?: IconName;
  wide?: boolean;
  children: ReactNode;
}
export interface ButtonProps extends Looks, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'disabled'> {
  /** Says why it can't be pressed; the button stays reachable, so that the reason can be read. */
  whyNot?: string | undefined;
  isBusy?: boolean;
}

function classOf({ kind = 'plain', size, wide }: Looks): string {
  const kinds: Record<ButtonKind, string> = { main: 'main-act', plain: '', quiet: 'quiet', text: 'text' };
  return ['btn', kinds[kind], size ?? '', wide ? 'wide' : ''].filter(Boolean).join(' ');
}

export function Button({ kind, size, icon, wide, whyNot, isBusy, children, onClick, className, ...rest }: ButtonProps) {
  const looks: Looks = { children, ...(kind && { kind }), ...(size && { size }), ...(wide && { wide }) };
  const isOff = whyNot !== undefined || isBusy === true;
  return (
    <button
      type="button"
      {...rest}
      className={className ? `${classOf(looks)} ${className}` : classOf(looks)}
      aria-disabled={isOff}
      aria-busy={isBusy ?? false}
      title={whyNot ?? rest.title}
      onClick={(event) => (isOff ? event.preventDefault() : onClick?.(event))}
    >
      {icon ? <Icon name={icon} {...(size === 'sm' ? { size: 's' } : {})} /> : null}
      {children}
    </button>
  );
}

/** A button's looks on a link: it leads somewhere and changes nothing. */
export function ButtonLink({ to, kind, size, icon, wide, children }: Looks & { to: string }) {
  const looks: Looks = { children, ...(kind && { kind }), ...(size && { size }), ...(wide && { wide }) };
  return (
    <Link to={to} className={classOf(looks)}>
      {icon ? <Icon name={icon} {...(size === 'sm' ? { size: 's' } : {})} /> : null}
      {children}
    </Link>
  );
}

/** An icon alone; its name is said to those who can't see it and shown to those who point at it. */
export function IconButton({
  name,
  icon,
  ...rest
}: { name: string; icon: IconName } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type="button" {...rest} className="ib" aria-label={name} title={name}>
      <Icon name={icon} />
    </button>
  );
}

/** A word that filters; pressed again it lets go. */
export function Chip(props: { isOn?: boolean; warn?: boolean; onToggle?: () => void; children: ReactNode }) {
  const looks = props.warn ? 'chip warn' : 'chip';
  if (!props.onToggle) return <span className={looks}>{props.children}</span>;
  return (
    <button type="button" className={looks} aria-pressed={props.isOn ?? false} onClick={props.onToggle}>
      {props.children}
    </button>
  );
}
