import { Field, TextInput } from '#ui';
import { useRosterTexts } from '../texts';

/** Why something is done; whoever reads the history later sees it there. */
export function ReasonField({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  const t = useRosterTexts();
  return (
    <Field label={t('units.reason')} isOptional>
      <TextInput
        value={value}
        maxLength={200}
        placeholder={t('units.reasonExample')}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

/** The body of an act with its reason, where one was given. */
export const withReason = (reason: string): { reason?: string } =>
  reason.trim() === '' ? {} : { reason: reason.trim() };
