import { Card, Skeleton, mayUse, useSession } from '#ui';
import { PhoneHead, PhoneRow } from '#ui/phone';
import { Suspense } from 'react';
import { ownModules } from '../own-modules';
import { lazyExtra } from '../page-view';
import { useShellTexts } from '../shell-texts';

/** What modules publish, in their order: rows that lead to it, and lists of it. */
const published = ownModules
  .flatMap(({ module, phoneDisclosure }) =>
    (phoneDisclosure ?? []).map(({ order, permission, load }, index) => ({
      ...{ key: `${module}.${index}`, order, permission },
      Part: lazyExtra(module, load),
    })),
  )
  .sort((a, b) => a.order - b.order);

/** 公开: what the union lays open to everybody who works here. */
export default function DisclosurePage() {
  const t = useShellTexts();
  const { me } = useSession();
  return (
    <>
      <PhoneHead title={t('tab.disclosure')} />
      <div className="pbody">
        {mayUse(me, 'plan.plan.read') ? (
          <Card flush>
            <PhoneRow icon="plan" title={t('phone.plan')} to="/plan" />
          </Card>
        ) : null}
        {published
          .filter((part) => mayUse(me, part.permission))
          .map(({ key, Part }) => (
            <Suspense key={key} fallback={<Skeleton lines={3} />} children={<Part />} />
          ))}
      </div>
    </>
  );
}
