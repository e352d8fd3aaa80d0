import { Button, needTexts, useCan } from '#ui';
import { Suspense, lazy, useState } from 'react';
import { useRosterTexts } from '../texts';

/** The panel and its words are fetched when somebody asks. */
const Panel = lazy(async () => {
  const [panel] = await Promise.all([import('../rights/who-can-panel'), needTexts(['rights'])]);
  return panel;
});

/** Opens who can see and change a thing, for whoever may ask: `kind` as the thing's module names it, `schedule.event`. */
export function WhoCanButton({ kind, id, title }: { kind: string; id: string; title: string }) {
  const t = useRosterTexts();
  const may = useCan();
  const [isOpen, setOpen] = useState(false);
  if (!may('roster.rights.read')) return null;
  return (
    <>
      <Button kind="text" icon="eye" onClick={() => setOpen(true)}>
        {t('whoCanSee')}
      </Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <Panel kind={kind} id={id} title={title} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
