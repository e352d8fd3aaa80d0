import {
  Button,
  EmptyState,
  ErrorBoundary,
  Skeleton,
  chooseTypeSize,
  formatDay,
  mayUse,
  useChoices,
  useSession,
  weekdayOf,
} from '#ui';
import { PhoneHead } from '#ui/phone';
import { type ComponentType, Suspense } from 'react';
import { modulePages } from '../module-pages';
import { lazyExtra, lazyPage } from '../page-view';
import { useShellTexts } from '../shell-texts';
import { useIsLater } from './later';

interface Part {
  readonly key: string;
  readonly order: number;
  readonly permission: `${string}.${string}.${string}` | null;
  readonly Part: ComponentType;
}

/** The cards that modules put on the first page, in their order. */
const parts: readonly Part[] = modulePages
  .flatMap(({ module, phoneHome }) =>
    (phoneHome ?? []).map(({ order, permission, load, uses }, index) => ({
      key: `${module}.${index}`,
      order,
      permission,
      Part: lazyPage(module, load, uses),
    })),
  )
  .sort((a, b) => a.order - b.order);

/** The bell comes after the page. */
const Bell = lazyExtra('notifications', () => import('./notifications-bell'));

export function PhoneHome() {
  const t = useShellTexts();
  const { me, hello } = useSession();
  const { language, typeSize } = useChoices();
  const isLater = useIsLater();
  const isLarge = typeSize === 'large';
  const mine = parts.filter((part) => mayUse(me, part.permission));
  const day = `${formatDay(hello.today, language)} ${weekdayOf(hello.today, language)}`;
  const note = [me.roles[0]?.unitName, day].filter(Boolean).join(' · ');
  const acts = (
    <>
      {isLater ? <Suspense fallback={null} children={<Bell />} /> : null}
      <Button size="sm" aria-pressed={isLarge} onClick={() => chooseTypeSize(isLarge ? 'standard' : 'large')}>
        {isLarge ? t('top.standard') : t('top.large')}
      </Button>
    </>
  );
  return (
    <>
      <PhoneHead title={t('phone.hello', { name: me.name })} note={note} acts={acts} />
      <div className="pbody">
        {mine.map(({ key, Part }) => (
          <ErrorBoundary key={key} resetKey={key}>
            <Suspense fallback={<Skeleton lines={3} />}>
              <Part />
            </Suspense>
          </ErrorBoundary>
        ))}
        {mine.length === 0 ? (
          <EmptyState icon="home" title={t('phone.quiet')}>
            {t('phone.quietText')}
          </EmptyState>
        ) : null}
      </div>
    </>
  );
}
