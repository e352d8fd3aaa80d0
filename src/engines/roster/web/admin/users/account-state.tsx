import type { UserRow } from '../../../contract';
import { ToneTag } from '#ui';
import { useRosterTexts } from '../../texts';

/** Whether the account can be used, and what stands in its way. */
export function AccountState({ user, bare }: { user: UserRow; bare?: boolean }) {
  const t = useRosterTexts();
  const looks = bare ? { bare } : {};
  if (user.isClosed)
    return (
      <ToneTag tone="none" icon="dropped" {...looks}>
        {t('users.closed')}
      </ToneTag>
    );
  if (user.isLocked)
    return (
      <ToneTag tone="refuse" {...looks}>
        {t('users.locked')}
      </ToneTag>
    );
  if (user.mustChangePassword)
    return (
      <ToneTag tone="late" icon="atRisk" {...looks}>
        {t('users.mustChange')}
      </ToneTag>
    );
  return (
    <ToneTag tone="kept" {...looks}>
      {t('users.inUse')}
    </ToneTag>
  );
}
