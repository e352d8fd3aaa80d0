import { type ReactNode, createContext, useContext, useId } from 'react';
import type { ComponentProps } from 'react';
import { Icon } from './icons';
import './styles/controls.css';
import { useUiTexts } from './ui-texts';

/** What a field tells the control inside it: its id, whether it is faulty, and who describes it. */
interface FieldTies {
  id: string;
  fault: string | undefined;
  describedBy: string | undefined;
  isRequired: boolean;
}
const FieldContext = createContext<FieldTies | null>(null);

export interface FieldProps {
  label: ReactNode;
  /** The path of the value in the request (`window.from`); the focus is moved to the first faulty one by it. */
  name?: string;
  hint?: ReactNode;
  fault?: string | undefined;
  isOptional?: boolean;
  width?: 'half' | 'third';
  children: ReactNode;
}

/** A label, a control and, beside it, what is wrong and what to do. */
export function Field({ label, name, hint, fault, isOptional, width, children }: FieldProps) {
  const id = useId();
  const t = useUiTexts();
  const describedBy = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ') || undefined;
  const ties: FieldTies = { id, fault, describedBy, isRequired: !isOptional };
  return (
    <div className={width ? `fld ${width}` : 'fld'} data-field={name}>
      <label htmlFor={id}>
        {label}
        {isOptional ? <span className="dim t12"> {t('field.optional')}</span> : null}
      </label>
      <FieldContext.Provider value={ties}>{children}</FieldContext.Provider>
      {hint ? (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
      {fault ? (
        <span className="fault" id={`${id}-fault`} role="alert">
          <Icon name="refuse" size="s" />
          {fault}
        </span>
      ) : null}
    </div>
  );
}

/** The attributes that tie a control to the field around it. */
export function useFieldTies() {
  const ties = useContext(FieldContext);
  return {
    ...(ties ? { id: ties.id, 'aria-required': ties.isRequired } : {}),
    'aria-invalid': ties?.fault ? true : undefined,
    'aria-describedby': ties?.describedBy,
  };
}

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <input autoComplete="off" {...useFieldTies()} {...rest} className={`in ${className ?? ''}`} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={4} {...useFieldTies()} {...rest} className={`in ${className ?? ''}`} />;
}

/** The browser's own list: it works with every keyboard and is a wheel on phones. */
export function Select({
  options,
  blank,
  ...rest
}: ComponentProps<'select'> & { options: readonly { value: string; label: string }[]; blank?: string }) {
  return (
    <select {...useFieldTies()} {...rest} className={`in ${rest.className ?? ''}`}>
      {blank === undefined ? null : <option value="">{blank}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

export function Checkbox({ label, ...rest }: ComponentProps<'input'> & { label: ReactNode }) {
  return (
    <label className="choice">
      <input type="checkbox" {...rest} />
      <span>{label}</span>
    </label>
  );
}

/** Yuan as text; the form reads it by `parseMoney`. */
export function MoneyInput(props: ComponentProps<'input'>) {
  return (
    <span className="in-with">
      <span className="before" aria-hidden="true">
        ¥
      </span>
      <TextInput inputMode="decimal" placeholder="1,200.50" {...props} className="num" />
    </span>
  );
}

/** Moves the focus to the first faulty control of a form, in the order in which they stand. */
export function focusFirstFault(form: HTMLElement | null): void {
  const control = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  control?.focus();
  control?.scrollIntoView({ block: 'center' });
}
