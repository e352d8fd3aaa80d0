import { formatDay, useLanguage } from '#ui';
import type { ReactNode } from 'react';
import type { ApplicationWhole } from '../../applications/contract';
import { useMembershipTerms, useMembershipTexts } from '../texts';
import '../styles/membership.css';

type Line = readonly [label: string, value: ReactNode];

function useLines({ form, person, declaration }: ApplicationWhole): readonly Line[] {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const language = useLanguage();
  const day = (value: string) => formatDay(value, language);
  const who: Line[] = [
    [t('fields.staffNumber'), person.staffNumber],
    [t('fields.gender'), terms(`gender.${person.gender}`)],
    ...(person.bornOn ? [[t('fields.born'), day(person.bornOn)] as const] : []),
    [t('fields.employment'), terms(`employment.${person.employmentKind}`)],
  ];
  const signed: Line[] = declaration ? [[t('fields.declaration'), <span lang="zh-CN">{declaration}</span>]] : [];
  switch (form.kind) {
    case 'join':
      return [
        ...who,
        ...(form.education ? [[t('fields.education'), t(`education.${form.education}`)] as const] : []),
        ...(form.politicalStatus ? [[t('fields.political'), t(`political.${form.politicalStatus}`)] as const] : []),
        [t('fields.words'), form.words || '—'],
        [t('fields.payroll'), form.paysByPayroll ? t('yes') : t('no')],
        ...signed,
        [t('fields.signature'), form.signedName],
      ];
    case 'transfer_in':
      return [
        ...who,
        [t('fields.fromUnion'), form.fromUnion],
        [t('fields.formNumber'), form.formNumber],
        [t('fields.memberSince'), day(form.memberSince)],
        ...(form.words ? [[t('fields.words'), form.words] as const] : []),
      ];
    case 'withdrawal':
      return [...who, [t('fields.words'), form.words || '—'], [t('fields.signature'), form.signedName]];
    case 'lapse':
      return [
        ...who,
        [t('fields.unpaidSince'), day(form.unpaidSince)],
        [t('fields.notTakingPart'), form.notTakingPart],
        [t('fields.noGoodReason'), form.noGoodReason],
        [t('fields.educationRefused'), form.educationRefused],
        [t('fields.talkOn'), day(form.talkOn)],
      ];
    case 'expulsion':
      return [...who, [t('fields.judgement'), form.judgement], [t('fields.words'), form.words]];
  }
}

/** What was filled in, as the group and the committee read it. */
export function ApplicationFormView({ application }: { application: ApplicationWhole }) {
  const lines = useLines(application);
  return (
    <dl className="mb-facts">
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
