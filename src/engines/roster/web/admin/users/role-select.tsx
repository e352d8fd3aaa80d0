import { getCatalogue } from '../../../contract';
import { Select, useCall } from '#ui';
import { useRosterTerms, useRosterTexts } from '../../texts';

export function RoleSelect({ value, onChange }: { value: string; onChange: (role: string) => void }) {
  const t = useRosterTexts();
  const terms = useRosterTerms();
  const roles = useCall(getCatalogue, {}).data?.grantableRoles ?? [];
  const options = roles.map((role) => ({ value: role, label: terms.maybe(`roles.${role}`) ?? role }));
  return (
    <Select
      options={options}
      blank={t('users.rolePick')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
