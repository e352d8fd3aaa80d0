import { type DoublePerson, type MaskedField, type MergeField, getPersonPhoto, mergeFields } from '../../contract';
import { Button, addressOf, formatDay, formatMoment, useLanguage } from '#ui';
import type { ReactNode } from 'react';
import { useRosterTerms } from '../texts';
import { useDossierTexts } from '../dossier/texts';
import type { MergePreview } from './merge-preview';
import { useDoubleTexts } from './texts';

export type Side = 'survivor' | 'merged';
const sides = ['survivor', 'merged'] as const;

interface CompareTableProps {
  preview: MergePreview;
  sideOf: (field: MergeField) => Side;
  onChoose: (field: MergeField, side: Side) => void;
  account: Side;
  onAccount: (side: Side) => void;
  onSwap: () => void;
}

function useValueWords() {
  const t = useDoubleTexts();
  const terms = useRosterTerms();
  const words = useDossierTexts();
  const language = useLanguage();
  const masked = ({ state, mask }: MaskedField) => (state === 'unreadable' ? words('unreadable') : mask);
  const valueOf = ({ person, dossier }: MergePreview[Side], field: MergeField): ReactNode => {
    switch (field) {
      case 'name':
        return person.reading ? `${person.name} (${person.reading})` : person.name;
      case 'gender':
        return terms(`gender.${person.gender}`);
      case 'bornOn':
        return person.bornOn && formatDay(person.bornOn, language);
      case 'employmentKind':
        return terms(`employment.${person.employmentKind}`);
      case 'nation':
        return dossier.nation && words(`nations.${dossier.nation}`);
      case 'education':
        return dossier.education && words(`educations.${dossier.education}`);
      case 'employer':
        return dossier.employer;
      case 'isMigrant':
        return words(dossier.isMigrant ? 'yes' : 'no');
      case 'identityNumber':
      case 'bankCard':
        return masked(dossier[field]);
      case 'photo':
        return dossier.photoFileId && <Portrait person={person} fileId={dossier.photoFileId} />;
      default:
        return person[field];
    }
  };
  return (side: MergePreview[Side], field: MergeField): ReactNode =>
    valueOf(side, field) ?? <span className="dim">{t('compare.unset')}</span>;
}

function Portrait({ person, fileId }: { person: DoublePerson; fileId: string }) {
  const words = useDossierTexts();
  const source = `${addressOf(getPersonPhoto, { params: { id: person.id } })}?file=${fileId}`;
  return <img className="do-photo" src={source} alt={words('photo.of', { name: person.name })} />;
}

interface ChoiceRowProps {
  label: string;
  name: string;
  value: Side;
  cells: Record<Side, ReactNode>;
  /** The other one's value can't be taken, because nobody can read it. */
  isFixed?: boolean;
  onChange: (side: Side) => void;
}

/** Two values of which one stays. */
function ChoiceRow({ label, name, value, cells, isFixed, onChange }: ChoiceRowProps) {
  const t = useDoubleTexts();
  return (
    <tr>
      <th scope="row">{label}</th>
      {sides.map((side) => (
        <td key={side} className={side === value ? 'do-kept' : undefined}>
          <label className="choice">
            <input
              type="radio"
              name={name}
              aria-label={`${t('compare.choose', { field: label })} (${t(side === 'survivor' ? 'compare.stays' : 'compare.goes')})`}
              checked={side === value}
              disabled={isFixed === true && side === 'merged'}
              onChange={() => onChange(side)}
            />
            <span>{cells[side]}</span>
          </label>
        </td>
      ))}
    </tr>
  );
}

function PlainRow({ label, cells, isSame }: { label: string; cells: Record<Side, ReactNode>; isSame?: boolean }) {
  return (
    <tr className={isSame ? 'do-same' : undefined}>
      <th scope="row">{label}</th>
      <td>{cells.survivor}</td>
      <td>{cells.merged}</td>
    </tr>
  );
}

function FieldRow({ field, ...props }: Omit<CompareTableProps, 'account'> & { field: MergeField }) {
  const t = useDoubleTexts();
  const wordsOf = useValueWords();
  const { survivor, merged, differs } = props.preview;
  const label = t(`compare.fields.${field}`);
  const cells = { survivor: wordsOf(survivor, field), merged: wordsOf(merged, field) };
  if (!differs.includes(field)) return <PlainRow label={label} cells={cells} isSame />;
  const value = props.sideOf(field);
  return (
    <ChoiceRow
      label={label}
      name={field}
      value={value}
      cells={cells}
      isFixed={(field === 'identityNumber' || field === 'bankCard') && merged.dossier[field].state === 'unreadable'}
      onChange={(side) => side !== value && props.onChoose(field, side)}
    />
  );
}

function AccountRow({ preview, account, onAccount }: Pick<CompareTableProps, 'preview' | 'account' | 'onAccount'>) {
  const t = useDoubleTexts();
  const language = useLanguage();
  const wordsOf = ({ account: one }: MergePreview[Side]): ReactNode => {
    if (one === null) return <span className="dim">{t('compare.noAccount')}</span>;
    const last = one.lastSignedInAt
      ? t('compare.lastSignIn', { day: formatMoment(one.lastSignedInAt, language) })
      : t('compare.never');
    return (
      <>
        {one.username} <span className="dim t13">{one.isClosed ? t('compare.accountClosed') : last}</span>
      </>
    );
  };
  const cells = { survivor: wordsOf(preview.survivor), merged: wordsOf(preview.merged) };
  const label = t('compare.account');
  if (preview.survivor.account === null || preview.merged.account === null)
    return <PlainRow label={label} cells={cells} />;
  return <ChoiceRow label={label} name="account" value={account} cells={cells} onChange={onAccount} />;
}

/** The two records column by column; where they differ, one value of each field is chosen. */
export function CompareTable(props: CompareTableProps) {
  const t = useDoubleTexts();
  const language = useLanguage();
  const { survivor, merged } = props.preview;
  const both = (cell: (person: DoublePerson) => ReactNode) => ({
    survivor: cell(survivor.person),
    merged: cell(merged.person),
  });
  return (
    <div className="scroll-x">
      <table className="do-compare" aria-label={t('compare.title')}>
        <thead>
          <tr>
            <th scope="col">{t('compare.field')}</th>
            <th scope="col">{t('compare.stays')}</th>
            <th scope="col">
              <span className="row g12">
                {t('compare.goes')}
                <span className="sp" />
                <Button size="sm" icon="again" onClick={props.onSwap}>
                  {t('compare.swap')}
                </Button>
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {mergeFields.map((field) => (
            <FieldRow key={field} field={field} {...props} />
          ))}
          <PlainRow
            label={t('compare.unit')}
            cells={both((person) =>
              person.isHere ? (
                person.unitName
              ) : (
                <>
                  {person.unitName} <span className="dim t13">{t('list.left')}</span>
                </>
              ),
            )}
          />
          <PlainRow label={t('compare.since')} cells={both((person) => formatDay(person.employedFrom, language))} />
          {survivor.person.employedTo || merged.person.employedTo ? (
            <PlainRow
              label={t('compare.until')}
              cells={both((person) => (person.employedTo ? formatDay(person.employedTo, language) : '—'))}
            />
          ) : null}
          <AccountRow {...props} />
        </tbody>
      </table>
    </div>
  );
}
