import { createFeed, createOwnFeed, listEvents, listFeeds } from '#engines/schedule/contract';
import { UnitPick } from '#engines/roster/web';
import {
  Button,
  Field,
  Note,
  Overlay,
  Segmented,
  TextInput,
  focusFirstFault,
  messageOf,
  useAct,
  useCall,
  useCan,
  useScope,
  useSession,
  useUiTexts,
} from '#ui';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { FeedSecret } from '../../pieces/feed-secret';
import { useScheduleTexts } from '../../texts';

type Kind = 'person' | 'unit' | 'plan';

/** The plan that the year's events carry as their tag; with none there is no plan's calendar to offer. */
function usePlanTag(year: number): string | null {
  const events = useCall(listEvents, { query: { from: `${year}-01-01`, to: `${year}-12-31`, limit: 200 } }).data?.rows;
  return useMemo(() => events?.flatMap((event) => event.tags).find((tag) => tag.startsWith('plan:')) ?? null, [events]);
}

function useNewFeed() {
  const own = useAct(createOwnFeed, { changes: [listFeeds] });
  const ofUnit = useAct(createFeed, { changes: [listFeeds] });
  return {
    make: (kind: Kind, name: string, unitId: string, planTag: string | null) =>
      kind === 'person'
        ? own.act({ body: { name } })
        : ofUnit.act({ body: { name, unitId, tag: kind === 'plan' ? planTag : null } }),
    error: own.error ?? ofUnit.error,
    forget: () => (own.forget(), ofUnit.forget()),
    isUnderWay: own.isUnderWay || ofUnit.isUnderWay,
  };
}

/** Makes a calendar address: the own one, a unit's, or that of the plan's events; then shows it once. */
export function NewFeedDialog({ onClose }: { onClose: () => void }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const may = useCan();
  const { me } = useSession();
  const { year } = useScope();
  const form = useRef<HTMLFormElement>(null);
  const planTag = usePlanTag(year);
  const kinds: readonly Kind[] = [
    ...(may('schedule.feed.own') ? (['person'] as const) : []),
    ...(may('schedule.feed.manage') ? (['unit'] as const) : []),
    ...(may('schedule.feed.manage') && planTag ? (['plan'] as const) : []),
  ];
  const [kind, setKind] = useState<Kind>(kinds[0] ?? 'person');
  const [name, setName] = useState('');
  const [unitId, setUnitId] = useState(me.roles[0]?.unitId ?? '');
  const [faults, setFaults] = useState<{ name?: string; unitId?: string }>({});
  const [path, setPath] = useState<string | null>(null);
  const feed = useNewFeed();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = {
      ...(name.trim() === '' ? { name: t('feeds.nameMissing') } : {}),
      ...(kind !== 'person' && unitId === '' ? { unitId: t('new.unitMissing') } : {}),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return void requestAnimationFrame(() => focusFirstFault(form.current));
    const made = await feed.make(kind, name.trim(), unitId, planTag);
    if (made) setPath(made.path);
  };
  const acts = path ? (
    <Button onClick={onClose}>{t('feeds.noted')}</Button>
  ) : (
    <>
      <Button onClick={onClose}>{ui('cancel')}</Button>
      <Button kind="main" isBusy={feed.isUnderWay} onClick={() => form.current?.requestSubmit()}>
        {t('feeds.make')}
      </Button>
    </>
  );
  const options = kinds.map((value) => ({ value, label: t(`feeds.${value}`, { year }) }));
  return (
    <Overlay title={t('feeds.new')} onClose={onClose} acts={acts}>
      {path ? (
        <FeedSecret path={path} />
      ) : (
        <form ref={form} noValidate className="fields" onSubmit={(event) => void submit(event)}>
          <div className="fld">
            <span className="label">{t('feeds.kind')}</span>
            <div>
              <Segmented
                label={t('feeds.kind')}
                value={kind}
                options={options}
                onChange={(next) => (feed.forget(), setKind(next))}
              />
            </div>
            <span className="hint">{t(`feeds.${kind}Hint`)}</span>
          </div>
          <Field label={t('feeds.name')} name="name" fault={faults.name} hint={t('feeds.nameHint')}>
            <TextInput
              data-autofocus
              value={name}
              maxLength={60}
              placeholder={t(`feeds.${kind}Example`, { year })}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          {kind === 'person' ? null : (
            <Field label={t('list.unit')} name="unitId" fault={faults.unitId}>
              <UnitPick value={unitId} onChange={setUnitId} />
            </Field>
          )}
          {feed.error ? <Note kind="refuse">{messageOf(feed.error, ui)}</Note> : null}
        </form>
      )}
    </Overlay>
  );
}
