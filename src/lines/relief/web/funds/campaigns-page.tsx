import { FormDialog, PersonPick, UnitPick, type PickedPerson, useUnitOptions } from '#engines/roster/web';
import { isDay } from '#kernel/contract';
import {
  Button,
  DayInput,
  Field,
  Select,
  TextArea,
  TextInput,
  ToneTag,
  formatMoney,
  formatNumber,
  formatWindow,
  navigate,
  useAct,
  useCall,
  useLanguage,
  useScope,
  useSearch,
  useToday,
  useUiTexts,
} from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { useState } from 'react';
import { type CampaignRow, listCampaigns, openCampaign, remainders } from '../../campaigns/contract';
import { Sections } from './pieces';
import { useFundTexts } from './texts';

/** Opens a campaign in a few fields; it is public from then on. */
function OpenDialog({ onClose }: { onClose: () => void }) {
  const t = useFundTexts();
  const ui = useUiTexts();
  const today = useToday();
  const units = useUnitOptions();
  const [chosen, setChosen] = useState<string | null>(null);
  const [person, setPerson] = useState<PickedPerson | null>(null);
  const [values, setValues] = useState({ title: '', cause: '', closesOn: '' });
  const [remainder, setRemainder] = useState<(typeof remainders)[number]>('mutual_aid');
  const [isTried, setTried] = useState(false);
  const unitId = chosen ?? units[0]?.value ?? '';
  const open = useAct(openCampaign, {
    changes: [listCampaigns],
    onDone: ({ id }) => navigate(`/relief/campaigns/${id}`),
  });
  const faults = {
    title: values.title.trim().length < 2 ? ui('field.missing') : undefined,
    cause: values.cause.trim().length < 2 ? ui('field.missing') : undefined,
    closesOn: isDay(values.closesOn) ? undefined : ui('field.dayWrong'),
  };
  const show = (fault: string | undefined) => (isTried ? fault : undefined);
  const submit = (): boolean => {
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== undefined)) return false;
    const { title, cause, closesOn } = values;
    const body = { unitId, title: title.trim(), cause: cause.trim(), closesOn, remainder };
    void open.act({ body: { ...body, ...(person === null ? {} : { personId: person.id }) } });
    return true;
  };
  return (
    <FormDialog
      title={t('pages.campaigns.open')}
      effect={t('pages.campaigns.openEffect')}
      submit={t('pages.campaigns.open')}
      error={open.error}
      isBusy={open.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('pages.campaigns.name')} fault={show(faults.title)}>
        <TextInput
          maxLength={60}
          value={values.title}
          onChange={(event) => setValues({ ...values, title: event.target.value })}
        />
      </Field>
      <Field label={t('pages.campaigns.cause')} fault={show(faults.cause)}>
        <TextArea
          rows={3}
          maxLength={600}
          value={values.cause}
          onChange={(event) => setValues({ ...values, cause: event.target.value })}
        />
      </Field>
      <Field label={t('columns.unit')} width="half">
        <UnitPick value={unitId} onChange={setChosen} />
      </Field>
      <Field label={t('pages.campaigns.closesOn')} width="half" fault={show(faults.closesOn)}>
        <DayInput
          value={values.closesOn}
          yearAtHand={Number(today.slice(0, 4))}
          onChange={(closesOn) => setValues({ ...values, closesOn })}
        />
      </Field>
      <PersonPick
        label={t('pages.campaigns.target')}
        name={person?.name ?? ''}
        onPick={setPerson}
        onClear={() => setPerson(null)}
      />
      <Field label={t('pages.campaigns.remainder')}>
        <Select
          options={remainders.map((value) => ({ value, label: t(`remainders.${value}`) }))}
          value={remainder}
          onChange={(event) => setRemainder(event.target.value === 'next' ? 'next' : 'mutual_aid')}
        />
      </Field>
    </FormDialog>
  );
}

export function StateTag({ isClosed }: { isClosed: boolean }) {
  const t = useFundTexts();
  return <ToneTag tone={isClosed ? 'none' : 'kept'}>{t(`pages.campaigns.${isClosed ? 'closed' : 'running'}`)}</ToneTag>;
}

/** Donation campaigns with what came in, was handed over and is left. */
export default function CampaignsPage() {
  const t = useFundTexts();
  const language = useLanguage();
  const { unitId } = useScope();
  const [search, change] = useSearch();
  const request = unitId ? { query: { unitId } } : {};
  const { data } = useCall(listCampaigns, { query: { limit: 1, ...request.query } });
  const money = (key: 'received' | 'handedOver' | 'left'): Column<CampaignRow> => ({
    ...{ key, label: t(`columns.${key}`), isNumber: true, cell: (row) => formatMoney(row.sums[key]) },
  });
  const columns: readonly Column<CampaignRow>[] = [
    { key: 'title', label: t('columns.campaign'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
    { key: 'unit', label: t('columns.unit'), cell: (row) => row.unit.name },
    { key: 'days', label: t('columns.days'), cell: (row) => formatWindow(row.opensOn, row.closesOn, language) },
    { key: 'count', label: t('columns.count'), isNumber: true, cell: (row) => formatNumber(row.sums.gifts) },
    money('received'),
    money('handedOver'),
    money('left'),
    { key: 'state', label: t('columns.state'), cell: (row) => <StateTag isClosed={row.isClosed} /> },
  ];
  return (
    <>
      <ListPage
        head={{
          title: t('titles.campaigns'),
          note: t('note.campaigns'),
          acts: data?.abilities.open ? (
            <Button kind="main" icon="plus" onClick={() => change({ act: 'new' })}>
              {t('pages.campaigns.open')}
            </Button>
          ) : null,
        }}
        endpoint={listCampaigns}
        request={request}
        columns={columns}
        keyOf={(row) => row.id}
        toOf={(row) => `/relief/campaigns/${row.id}`}
        above={<Sections here="campaigns" />}
        empty={{ title: t('pages.campaigns.none'), text: t('pages.campaigns.noneAdvice') }}
      />
      {data?.abilities.open && search.act === 'new' ? <OpenDialog onClose={() => change({ act: null })} /> : null}
    </>
  );
}
