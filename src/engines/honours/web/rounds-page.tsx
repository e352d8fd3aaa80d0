import { FormDialog } from '#engines/roster/web';
import { isDay } from '#kernel/contract';
import { Button, DayInput, Field, Select, TextInput, formatDay, formatNumber, formatWindow, mayUse } from '#ui';
import { navigate, useAct, useCall, useLanguage, useScope, useSearch, useSession, useToday, useUiTexts } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { useState } from 'react';
import { type RoundRow, beginRound, exportRounds, listRounds, listSchemes } from '../contract';
import { RoundTag, WindowTag } from './pieces';
import { useHonourTexts } from './texts';

const days = ['opensOn', 'nominateUntil', 'closeBy'] as const;

/** Begins a round of one of the schemes that the reader may begin. */
function BeginDialog({ onClose }: { onClose: () => void }) {
  const t = useHonourTexts();
  const ui = useUiTexts();
  const today = useToday();
  const { data } = useCall(listSchemes, {});
  const schemes = (data?.rows ?? []).filter(({ abilities }) => abilities.begin);
  const [chosen, setChosen] = useState('');
  const [values, setValues] = useState({ name: '', opensOn: today, nominateUntil: '', closeBy: '' });
  const [isTried, setTried] = useState(false);
  const begin = useAct(beginRound, { changes: [listRounds], onDone: ({ id }) => navigate(`/honours/rounds/${id}`) });
  const schemeId = chosen || (schemes[0]?.id ?? '');
  const faults = {
    name: values.name.trim() === '' ? ui('field.missing') : undefined,
    ...Object.fromEntries(days.map((key) => [key, isDay(values[key]) ? undefined : ui('field.dayWrong')])),
  };
  const submit = (): boolean => {
    setTried(true);
    if (schemeId === '' || Object.values(faults).some(Boolean)) return false;
    void begin.act({ body: { ...values, schemeId, year: Number(values.closeBy.slice(0, 4)) } });
    return true;
  };
  const show = (key: string): string | undefined =>
    isTried ? (faults as Record<string, string | undefined>)[key] : undefined;
  return (
    <FormDialog
      title={t('round.begin')}
      effect={t('round.beginEffect')}
      submit={t('round.begin')}
      error={begin.error}
      isBusy={begin.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('round.scheme')} fault={isTried && schemeId === '' ? ui('field.missing') : undefined}>
        <Select
          options={schemes.map(({ id, name }) => ({ value: id, label: name }))}
          value={schemeId}
          onChange={(event) => setChosen(event.target.value)}
        />
      </Field>
      <Field label={t('columns.name')} fault={show('name')}>
        <TextInput
          maxLength={120}
          value={values.name}
          onChange={(event) => setValues({ ...values, name: event.target.value })}
        />
      </Field>
      {days.map((key) => (
        <Field key={key} label={t(`round.${key}`)} width="third" fault={show(key)}>
          <DayInput
            value={values[key]}
            yearAtHand={Number(today.slice(0, 4))}
            onChange={(day) => setValues({ ...values, [key]: day })}
          />
        </Field>
      ))}
    </FormDialog>
  );
}

/** Rounds of commendation, those that close last first. */
export default function RoundsPage() {
  const t = useHonourTexts();
  const language = useLanguage();
  const { me } = useSession();
  const { unitId } = useScope();
  const [search, change] = useSearch();
  const request = unitId ? { query: { unitId } } : {};
  const columns: readonly Column<RoundRow>[] = [
    { key: 'name', label: t('columns.name'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
    { key: 'title', label: t('columns.title'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
    { key: 'unit', label: t('columns.unit'), cell: (row) => <span lang="zh-CN">{row.unit.name}</span> },
    { key: 'days', label: t('columns.days'), cell: (row) => formatWindow(row.opensOn, row.nominateUntil, language) },
    { key: 'closeBy', label: t('columns.closeBy'), cell: (row) => formatDay(row.closeBy, language) },
    {
      key: 'nominations',
      label: t('columns.nominations'),
      isNumber: true,
      cell: (row) => formatNumber(row.nominations),
    },
    { key: 'winners', label: t('columns.winners'), isNumber: true, cell: (row) => formatNumber(row.winners) },
    { key: 'state', label: t('columns.state'), cell: (row) => <RoundTag state={row.state} /> },
    { key: 'window', label: t('columns.window'), cell: (row) => <WindowTag window={row.window} /> },
  ];
  const begins = mayUse(me, 'honours.round.manage');
  return (
    <>
      <ListPage
        head={{
          title: t('titles.rounds'),
          note: t('notes.rounds'),
          acts: begins ? (
            <Button kind="main" icon="plus" onClick={() => change({ act: 'new' })}>
              {t('round.begin')}
            </Button>
          ) : null,
        }}
        endpoint={listRounds}
        exports={exportRounds}
        request={request}
        columns={columns}
        keyOf={(row) => row.id}
        toOf={(row) => `/honours/rounds/${row.id}`}
        empty={{ title: t('round.none'), text: t('round.noneAdvice') }}
      />
      {begins && search.act === 'new' ? <BeginDialog onClose={() => change({ act: null })} /> : null}
    </>
  );
}
