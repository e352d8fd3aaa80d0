import { Chip } from '../button';
import { DayInput, type DayWindow, DayWindowInput } from '../day-input';
import { Checkbox, MoneyInput, Select, TextArea, TextInput } from '../field';
import { useUiTexts } from '../ui-texts';
import type { RawValue, SchemaField } from './schema-fields';

export interface FieldControlProps {
  field: SchemaField;
  words: { example?: string; options?: readonly { value: string; label: string }[] };
  value: RawValue;
  onChange: (value: RawValue) => void;
}

/** The control that a schema suggests. */
export function FieldControl({ field, words, value, onChange }: FieldControlProps) {
  const t = useUiTexts();
  const options = words.options ?? field.options.map((option) => ({ value: option, label: option }));
  const text = typeof value === 'string' ? value : '';
  const typed = { value: text, placeholder: words.example, maxLength: field.maxLength ?? undefined };
  const kind = words.options && field.kind === 'text' ? 'select' : field.kind;
  switch (kind) {
    case 'textarea':
      return <TextArea {...typed} onChange={(event) => onChange(event.target.value)} />;
    case 'money':
      return <MoneyInput value={text} onChange={(event) => onChange(event.target.value)} />;
    case 'number':
      return (
        <TextInput {...typed} inputMode="decimal" className="num" onChange={(event) => onChange(event.target.value)} />
      );
    case 'day':
      return <DayInput value={text} onChange={onChange} />;
    case 'window':
      return (
        <DayWindowInput
          value={value as DayWindow}
          withWords={field.hasWords}
          onChange={(next) => onChange({ ...next })}
        />
      );
    case 'select':
      return (
        <Select
          options={options}
          blank={t('field.choose')}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'yes-no':
      return (
        <Checkbox
          label={t('field.yes')}
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      );
    case 'many': {
      const picked = Array.isArray(value) ? (value as readonly string[]) : [];
      const toggle = (one: string) =>
        onChange(picked.includes(one) ? picked.filter((other) => other !== one) : [...picked, one]);
      return (
        <span className="row wrap">
          {options.map((option) => (
            <Chip key={option.value} isOn={picked.includes(option.value)} onToggle={() => toggle(option.value)}>
              {option.label}
            </Chip>
          ))}
        </span>
      );
    }
    default:
      return <TextInput {...typed} onChange={(event) => onChange(event.target.value)} />;
  }
}
