import { ButtonLink, EmptyState } from '#ui';
import { useShellTexts } from '../shell-texts';

export function NotFound() {
  const t = useShellTexts();
  return (
    <EmptyState icon="search" title={t('notFound.title')} act={<ButtonLink to="/">{t('notFound.home')}</ButtonLink>}>
      {t('notFound.text')}
    </EmptyState>
  );
}
