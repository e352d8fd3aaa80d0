import { createFeed, createOwnFeed, listEvents, listFeeds } from '../../../contract';
import { FormDialog, UnitPick } from '#engines/roster/web';
import { Button, Field, Overlay, Segmented, TextInput, useAct, useCall, useCan, useScope, useSession } from '#ui';
import { useMemo, useState } from 'react';
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

function useKinds(planTag: string | null): readonly Kind[] {
  const may = useCan();
  const manages = may('schedule.feed.manage');
  return [
    ...(may('schedule.feed.own') ? (['person'] as const) : []),
    ...(manages ? (['unit'] as const) : []),
    ...(manages && planTag ? (['plan'] as const) : []),
  ];
}

interface Wish {
  kind: Kind;
  name: string;
  unitId: string;
}

interface FieldsProps {
  wish: Wish;
  kinds: readonly Kind[];
  faults: { name?: string | undefined; unitId?: string | undefined };
  set: (patch: Partial<Wish>) => void;
}

function Fields({ wish, kinds, faults, set }: FieldsProps) {
  const t = useScheduleTexts();
  const { year } = useScope();
  const { kind, name, unitId } = wish;
  const options = kinds.map((value) => ({ value, label: t(`feeds.${value}`, { year }) }));
  return (
    <>
      <div className="fld">
        <span className="label">{t('feeds.kind')}</span>
        <div>
          <Segmented label={t('feeds.kind')} value={kind} options={options} onChange={(next) => set({ kind: next })} />
        </div>
        <span className="hint">{t(`feeds.${kind}Hint`)}</span>
      </div>
      <Field label={t('feeds.name')} fault={faults.name} hint={t('feeds.nameHint')}>
        <TextInput
          data-autofocus
          value={name}
          maxLength={60}
          placeholder={t(`feeds.${kind}Example`, { year })}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      {kind === 'person' ? null : (
        <Field label={t('list.unit')} fault={faults.unitId}>
          <UnitPick value={unitId} onChange={(next) => set({ unitId: next })} />
        </Field>
      )}
    </>
  );
}

/** Makes a calendar address: the own one, a unit's, or that of the plan's events; then shows it once. */
export function NewFeedDialog({ onClose }: { onClose: () => void }) {
  const t = useScheduleTexts();
  const { me } = useSession();
  const { year } = useScope();
  const planTag = usePlanTag(year);
  const kinds = useKinds(planTag);
  const [wish, setWish] = useState<Wish>({ kind: kinds[0] ?? 'person', name: '', unitId: me.roles[0]?.unitId ?? '' });
  const [isTried, setTried] = useState(false);
  const [path, setPath] = useState<string | null>(null);
  const feed = useNewFeed();
  const faults = {
    name: wish.name.trim() === '' ? t('feeds.nameMissing') : undefined,
    unitId: wish.kind !== 'person' && wish.unitId === '' ? t('new.unitMissing') : undefined,
  };
  const set = (patch: Partial<Wish>): void => {
    feed.forget();
    setWish((before) => ({ ...before, ...patch }));
  };
  const submit = (): boolean => {
    setTried(true);
    if (faults.name || faults.unitId) return false;
    void feed.make(wish.kind, wish.name.trim(), wish.unitId, planTag).then((made) => made && setPath(made.path));
    return true;
  };
  if (path)
    return (
      <Overlay title={t('feeds.new')} onClose={onClose} acts={<Button onClick={onClose}>{t('feeds.noted')}</Button>}>
        <FeedSecret path={path} withCode />
      </Overlay>
    );
  const dialog = { title: t('feeds.new'), submit: t('feeds.make'), error: feed.error, onClose };
  return (
    <FormDialog {...dialog} isBusy={feed.isUnderWay} onSubmit={submit}>
      <Fields wish={wish} kinds={kinds} faults={isTried ? faults : {}} set={set} />
    </FormDialog>
  );
}
