import { FormDialog } from '#engines/roster/web';
import { Field, TextArea, TextInput, navigate, showToast, useAct, useSession, useUiTexts } from '#ui';
import { useState } from 'react';
import type { AuditWhole } from '../../audits/contract';
import { issueAuditReport } from '../../audits/contract-findings';
import { at, touched } from './pieces';
import { useAuditTexts } from './texts';

/** The committee's statement and the names below it; what is issued stays as it is. */
export function ReportDialog({ audit, onClose }: { audit: AuditWhole; onClose: () => void }) {
  const t = useAuditTexts();
  const ui = useUiTexts();
  const { me } = useSession();
  const [statement, setStatement] = useState('');
  const [names, setNames] = useState(me?.name ?? '');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(issueAuditReport, {
    changes: touched,
    onDone: ({ id }) => (showToast(t('issued')), navigate(at.report(id))),
  });
  const committee = names
    .split(/[、,，;；\s]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const faults = {
    statement: statement.trim().length < 2 ? ui('field.missing') : undefined,
    names: committee.length === 0 || committee.length > 15 ? t('namesWrong') : undefined,
  };
  const submit = (): boolean => {
    setTried(true);
    if (faults.statement !== undefined || faults.names !== undefined) return false;
    void act({ params: { id: audit.id }, body: { version: audit.version, statement: statement.trim(), committee } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('issueReport'), submit: t('issueAct'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}
      effect={t('issueEffect')}
    >
      <Field label={t('statementOfCommittee')} fault={isTried ? faults.statement : undefined}>
        <TextArea
          rows={6}
          maxLength={5000}
          placeholder={t('statementExample')}
          value={statement}
          onChange={(event) => setStatement(event.target.value)}
        />
      </Field>
      <Field label={t('committee')} hint={t('committeeHint')} fault={isTried ? faults.names : undefined}>
        <TextInput maxLength={400} value={names} onChange={(event) => setNames(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
