import { isDay } from '#kernel/contract';
import {
  Button,
  Card,
  Checkbox,
  DayInput,
  EmptyState,
  Field,
  Note,
  Select,
  Skeleton,
  TextInput,
  messageOf,
  showToast,
  useAct,
  useCall,
  useDraft,
  useToday,
  useUiTexts,
} from '#ui';
import { PageHead } from '#ui/desktop';
import { useMemo, useState } from 'react';
import { foundAssociation, listAssociations, showWarnings } from '../contract';
import { useSavingsTexts } from './texts';

/** There is no association until a unit founds one, having read what the law says about it. */
export function Founding({ mayFound }: { mayFound: boolean }) {
  const t = useSavingsTexts();
  return (
    <>
      <PageHead title={t('name')} />
      {mayFound ? (
        <FoundingForm />
      ) : (
        <Card>
          <EmptyState icon="finance" title={t('pages.founding.none')}>
            {t('pages.founding.noneAdvice')}
          </EmptyState>
        </Card>
      )}
    </>
  );
}

/** What has to be read, each with its tick. */
function Warnings(props: {
  warnings: readonly string[];
  read: ReadonlySet<number>;
  onTick: (place: number, isOn: boolean) => void;
}) {
  const t = useSavingsTexts();
  return (
    <Card title={t('pages.founding.warnings')} note={t('pages.founding.note')}>
      <ul className="sv-warnings">
        {props.warnings.map((warning, place) => (
          <li key={warning}>
            <Checkbox
              label={warning}
              checked={props.read.has(place)}
              onChange={(event) => props.onTick(place, event.target.checked)}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface Values {
  readonly unitId: string;
  readonly foundedOn: string;
  readonly decision: string;
}

function FoundingFields(props: {
  values: Values;
  units: readonly { id: string; name: string }[];
  isTried: boolean;
  onSet: (patch: Partial<Values>) => void;
}) {
  const { values, units, isTried, onSet } = props;
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const today = useToday();
  return (
    <div className="fields">
      <Field label={t('pages.unit')} width="half">
        <Select
          options={units.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.unitId || (units[0]?.id ?? '')}
          onChange={(event) => onSet({ unitId: event.target.value })}
        />
      </Field>
      <Field
        label={t('pages.founding.on')}
        width="half"
        fault={isTried && !isDay(values.foundedOn) ? ui('field.dayWrong') : undefined}
      >
        <DayInput
          value={values.foundedOn}
          yearAtHand={Number(today.slice(0, 4))}
          onChange={(foundedOn) => onSet({ foundedOn })}
        />
      </Field>
      <Field
        label={t('pages.founding.decision')}
        hint={t('pages.founding.decisionHint')}
        fault={isTried && values.decision.trim().length < 2 ? ui('field.missing') : undefined}
      >
        <TextInput
          maxLength={200}
          value={values.decision}
          onChange={(event) => onSet({ decision: event.target.value })}
        />
      </Field>
    </div>
  );
}

function FoundingForm() {
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const today = useToday();
  const answer = useCall(showWarnings, {});
  // Read and ticked is what stood there then: another edition is read anew.
  const blank = useMemo(
    () => ({ unitId: '', foundedOn: today, decision: '', edition: '', ticked: [] as number[] }),
    [today],
  );
  const { values, set, drop } = useDraft('savings.founding', blank);
  const [isTried, setTried] = useState(false);
  const found = useAct(foundAssociation, {
    changes: [listAssociations],
    onDone: () => (drop(), showToast(t('pages.founding.done'))),
  });
  const { data } = answer;
  if (!data) return <Skeleton lines={8} />;
  const unitId = data.units.some(({ id }) => id === values.unitId) ? values.unitId : (data.units[0]?.id ?? '');
  const read = new Set(values.edition === data.edition ? values.ticked : []);
  const tick = (place: number, isOn: boolean): void => {
    const next = new Set(read);
    if (isOn) next.add(place);
    else next.delete(place);
    set({ edition: data.edition, ticked: [...next] });
  };
  const isRead = data.warnings.every((_, place) => read.has(place));
  const send = (): void => {
    setTried(true);
    if (!isDay(values.foundedOn) || values.decision.trim().length < 2) return;
    const { foundedOn, decision } = values;
    const body = { unitId, foundedOn, decision: decision.trim(), edition: data.edition, acknowledged: [...read] };
    void found.act({ body });
  };
  return (
    <>
      <Warnings warnings={data.warnings} read={read} onTick={tick} />
      <Card title={t('pages.founding.title')}>
        <FoundingFields values={{ ...values, unitId }} units={data.units} isTried={isTried} onSet={set} />
        {found.error ? <Note kind="refuse">{messageOf(found.error, ui)}</Note> : null}
        <div className="row">
          <Button
            kind="main"
            isBusy={found.isUnderWay}
            whyNot={isRead ? undefined : t('pages.founding.unread')}
            onClick={send}
          >
            {t('pages.founding.found')}
          </Button>
        </div>
      </Card>
    </>
  );
}
