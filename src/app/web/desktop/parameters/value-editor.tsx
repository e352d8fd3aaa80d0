import type { ParameterUnit } from '#kernel/contract';
import { Button, Field, Icon, IconButton, Select, TextInput, useLanguage } from '#ui';
import { useState } from 'react';
import { formatMonthDay, readMonthDay } from './month-day';
import './parameters.css';
import { useParameterTexts } from './texts';
import { type RawRow, type RawValue, type ValueNode, emptyRow } from './value-nodes';
import { type PartWords, useChoiceWord } from './value-view';

export interface EditorWords {
  fields: PartWords;
  hints: PartWords;
  /** What is wrong at a path of the request, and below it where it is the path of a leaf. */
  faultOf: (path: string, isLeaf: boolean) => string | undefined;
}

interface LeafProps {
  node: ValueNode;
  raw: string;
  onChange: (raw: string) => void;
  words: EditorWords;
  /** For cells of a table, which have no label of their own. */
  label?: string;
  fault?: string | undefined;
}

/** A day of the year, written as people write it; it is read when the person goes on. */
function MonthDayInput({ raw, onChange, label, fault }: Omit<LeafProps, 'node' | 'words'>) {
  const language = useLanguage();
  const [typed, setTyped] = useState<string | null>(null);
  const settle = (): void => {
    if (typed === null) return;
    setTyped(null);
    onChange(readMonthDay(typed) ?? typed.trim());
  };
  return (
    <TextInput
      value={typed ?? formatMonthDay(raw, language)}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(fault === undefined ? {} : { 'aria-invalid': true })}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && settle()}
    />
  );
}

interface NumberInputProps {
  ties: Record<string, unknown>;
  unit: ParameterUnit | null;
  raw: string;
  onChange: (raw: string) => void;
  placeholder: string | undefined;
}

/** A number with what it counts behind it. */
function NumberInput({ ties, unit, raw, onChange, placeholder }: NumberInputProps) {
  const t = useParameterTexts();
  const input = (
    <TextInput
      {...ties}
      className="num"
      inputMode="decimal"
      value={raw}
      placeholder={placeholder}
      onChange={(event) => onChange(event.target.value)}
    />
  );
  return unit === null ? (
    input
  ) : (
    <span className="in-with pm-share">
      {input}
      <span className="after words" aria-hidden="true">
        {t(`unitWord.${unit}`)}
      </span>
    </span>
  );
}

function LeafInput({ node, raw, onChange, words, label, fault }: LeafProps) {
  const t = useParameterTexts();
  const choiceWord = useChoiceWord(words.fields);
  const ties = {
    ...(label === undefined ? {} : { 'aria-label': label }),
    ...(fault === undefined ? {} : { 'aria-invalid': true }),
  };
  const type = (event: { target: { value: string } }) => onChange(event.target.value);
  if (node.kind === 'monthDay')
    return <MonthDayInput raw={raw} onChange={onChange} fault={fault} {...(label === undefined ? {} : { label })} />;
  if (node.kind === 'numberOrWord') {
    const numbers = Array.from({ length: node.most }, (_none, i) => String(i + 1));
    const options = [...numbers, '0'].map((one) => ({
      value: one,
      label: one === '0' ? (words.fields[node.zeroWord] ?? one) : one,
    }));
    return <Select {...ties} options={options} blank="—" value={raw} onChange={type} />;
  }
  if (node.kind === 'choice') {
    const options = node.options.map((one) => ({ value: one, label: choiceWord(one) }));
    return <Select {...ties} options={options} blank="—" value={raw} onChange={type} />;
  }
  if (node.kind === 'number')
    return (
      <NumberInput
        ties={ties}
        unit={node.unit}
        raw={raw}
        onChange={onChange}
        placeholder={node.isOptional ? t('unset') : undefined}
      />
    );
  const example = node.kind === 'words' || node.kind === 'numbers' ? { placeholder: t('form.wordsExample') } : {};
  return <TextInput {...ties} {...example} value={raw} onChange={type} />;
}

interface TableEditorProps {
  name: string;
  path: string;
  columns: Readonly<Record<string, ValueNode>>;
  rows: readonly RawRow[];
  onChange: (rows: readonly RawRow[]) => void;
  words: EditorWords;
}

/** A fault within the cell that it is about. */
function CellFault({ words }: { words: string }) {
  return (
    <span className="pm-fault" role="alert">
      <Icon name="refuse" size="s" />
      {words}
    </span>
  );
}

function TableEditor({ name, path, columns, rows, onChange, words }: TableEditorProps) {
  const t = useParameterTexts();
  const names = Object.entries(columns);
  const fault = words.faultOf(path, false);
  const change = (at: number, part: string, raw: string) =>
    onChange(rows.map((row, i) => (i === at ? { ...row, [part]: raw } : row)));
  const cell = (row: RawRow, at: number, part: string, node: ValueNode) => {
    const own = words.faultOf(`${path}.${at}.${part}`, true);
    const label = t('form.cell', { row: at + 1, label: words.fields[part] ?? part });
    return (
      <td key={part}>
        <LeafInput
          node={node}
          raw={row[part] as string}
          label={label}
          fault={own}
          words={words}
          onChange={(raw) => change(at, part, raw)}
        />
        {own === undefined ? null : <CellFault words={own} />}
      </td>
    );
  };
  return (
    <section className="pm-part col g8" data-field={path}>
      <h4>{words.fields[name]}</h4>
      {words.hints[name] ? <p className="dim t12">{words.hints[name]}</p> : null}
      {fault === undefined ? null : <CellFault words={fault} />}
      <table className="pm-table pm-edit">
        <thead>
          <tr>
            {names.map(([part]) => (
              <th key={part} scope="col">
                {words.fields[part]}
              </th>
            ))}
            <th scope="col">
              <span className="unseen">{t('form.removeColumn')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {names.map(([part, node]) => cell(row, at, part, node))}
              <td>
                <IconButton
                  icon="bin"
                  name={t('form.remove', { row: at + 1 })}
                  onClick={() => onChange(rows.filter((_row, i) => i !== at))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <span>
        <Button size="sm" icon="plus" onClick={() => onChange([...rows, emptyRow(columns)])}>
          {t('form.add')}
        </Button>
      </span>
    </section>
  );
}

export interface ValueEditorProps {
  node: ValueNode;
  raw: RawValue;
  onChange: (raw: RawValue) => void;
  words: EditorWords;
  name?: string;
  path?: string;
}

/** The form of a value, built from its schema: a field, a table, or several of them. */
export function ValueEditor({ node, raw, onChange, words, name, path = 'value' }: ValueEditorProps) {
  const t = useParameterTexts();
  if (node.kind === 'parts') {
    const parts = raw as RawRow;
    return Object.entries(node.parts).map(([part, inner]) => (
      <ValueEditor
        key={part}
        node={inner}
        name={part}
        path={`${path}.${part}`}
        raw={parts[part] ?? ''}
        words={words}
        onChange={(next) => onChange({ ...parts, [part]: next })}
      />
    ));
  }
  if (node.kind === 'rows')
    return (
      <TableEditor
        name={name ?? ''}
        path={path}
        columns={node.columns}
        rows={raw as readonly RawRow[]}
        onChange={onChange}
        words={words}
      />
    );
  const label = name === undefined ? t('form.value') : (words.fields[name] ?? name);
  return (
    <Field name={path} label={label} fault={words.faultOf(path, true)} width="third">
      <LeafInput node={node} raw={raw as string} onChange={onChange} words={words} />
    </Field>
  );
}
