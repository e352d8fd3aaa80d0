import { FormDialog, PersonPick, UnitPick, type PickedPerson, useUnitOptions } from '#engines/roster/web';
import { isDay } from '#kernel/contract';
import { DayInput, Field, Select, TextArea, TextInput, navigate, useAct, useToday, useUiTexts } from '#ui';
import { useState } from 'react';
import { listCampaigns, openCampaign, remainders } from '../../campaigns/contract';
import { useFundTexts } from './texts';

interface Values {
  readonly title: string;
  readonly cause: string;
  readonly closesOn: string;
}
type Faults = Partial<Record<keyof Values, string | undefined>>;

/** What everybody reads of it. */
function CauseFields({
  values,
  faults,
  onChange,
}: {
  values: Values;
  faults: Faults;
  onChange: (values: Values) => void;
}) {
  const t = useFundTexts();
  return (
    <>
      <Field label={t('pages.campaigns.name')} fault={faults.title}>
        <TextInput
          maxLength={60}
          value={values.title}
          onChange={(event) => onChange({ ...values, title: event.target.value })}
        />
      </Field>
      <Field label={t('pages.campaigns.cause')} fault={faults.cause}>
        <TextArea
          rows={3}
          maxLength={600}
          value={values.cause}
          onChange={(event) => onChange({ ...values, cause: event.target.value })}
        />
      </Field>
    </>
  );
}

/** Opens a campaign in a few fields; it is public from then on. */
export function OpenDialog({ onClose }: { onClose: () => void }) {
  const t = useFundTexts();
  const ui = useUiTexts();
  const today = useToday();
  const units = useUnitOptions();
  const [chosen, setChosen] = useState<string | null>(null);
  const [person, setPerson] = useState<PickedPerson | null>(null);
  const [values, setValues] = useState<Values>({ title: '', cause: '', closesOn: '' });
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
      <CauseFields values={values} faults={isTried ? faults : {}} onChange={setValues} />
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
      <Field label={t('pages.campaigns.target')} isOptional>
        <PersonPick
          label={t('pages.campaigns.target')}
          name={person?.name ?? ''}
          onPick={setPerson}
          onClear={() => setPerson(null)}
        />
      </Field>
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
