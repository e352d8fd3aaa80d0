import { ButtonLink, EmptyState, usePageTitle } from '#ui';
import { useShellTexts } from '../shell-texts';

export function NotFound() {
  const t = useShellTexts();
  const title = t('notFound.title');
  usePageTitle(title);
  return (
    <EmptyState isPage icon="search" title={title} act={<ButtonLink to="/">{t('notFound.home')}</ButtonLink>}>
      {t('notFound.text')}
    </EmptyState>
  );
}
