import {
  type CohortRow,
  type Definition,
  createCohort,
  definitionWords,
  listCohorts,
  saveCohort,
  showCohort,
  tryCohort,
} from '../../../contract';
import {
  Button,
  Card,
  ErrorState,
  Field,
  Note,
  Skeleton,
  TextInput,
  messageOf,
  navigate,
  showToast,
  useAct,
  useCall,
  useParams,
  useSearch,
  useUiTexts,
} from '#ui';
import { PageHead, Table } from '#ui/desktop';
import { useState } from 'react';
import '../cohorts.css';
import { useMemberColumns } from '../member-list';
import { useCohortTexts } from '../texts';
import { useNaming } from '../use-naming';
import { ConditionFields, blanks, isComplete } from './condition-fields';

interface Draft {
  name: string;
  note: string;
  definition: Definition;
}

type Groups = Definition['anyOf'];

function GroupCards({ groups, onChange }: { groups: Groups; onChange: (groups: Groups) => void }) {
  const t = useCohortTexts();
  const put = (at: number, allOf: Groups[number]['allOf']) =>
    onChange(groups.map((group, index) => (index === at ? { allOf } : group)));
  return groups.map(({ allOf }, at) => {
    const take = (
      <Button size="sm" kind="text" onClick={() => onChange(groups.filter((_group, index) => index !== at))}>
        {t('takeGroup')}
      </Button>
    );
    return (
      <Card
        key={at}
        title={t('group', { number: at + 1 })}
        note={at > 0 ? t('groupOr') : undefined}
        acts={groups.length > 1 ? take : undefined}
      >
        <div className="co-group">
          {allOf.length === 0 ? <span className="dim">{t('emptyGroup')}</span> : null}
          {allOf.map((condition, index) => (
            <ConditionFields
              key={index}
              condition={condition}
              onChange={(next) =>
                put(
                  at,
                  allOf.map((one, i) => (i === index ? next : one)),
                )
              }
              onTake={() =>
                put(
                  at,
                  allOf.filter((_one, i) => i !== index),
                )
              }
            />
          ))}
          <div>
            <Button size="sm" icon="plus" onClick={() => put(at, [...allOf, blanks[0]!])}>
              {t('addCondition')}
            </Button>
          </div>
        </div>
      </Card>
    );
  });
}

const noNames = {};

/** How many the draft would find, and the first of them with their reasons. */
function Trial({ definition, isReady }: { definition: Definition; isReady: boolean }) {
  const t = useCohortTexts();
  const ui = useUiTexts();
  const [tried, setTried] = useState<{ of: Definition; answer: Awaited<ReturnType<typeof act.act>> } | null>(null);
  const act = useAct(tryCohort);
  const answer = tried?.of === definition ? tried.answer : undefined;
  const naming = useNaming(answer?.unitNames ?? noNames, answer?.youthAge ?? 0);
  const columns = useMemberColumns(naming);
  const run = async (): Promise<void> => setTried({ of: definition, answer: await act.act({ body: { definition } }) });
  const why = isReady ? {} : { whyNot: t('incomplete') };
  return (
    <Card
      acts={
        <Button isBusy={act.isUnderWay} {...why} onClick={() => void run()}>
          {t('try')}
        </Button>
      }
      title={answer ? t('tried', { day: naming.day(answer.day), count: answer.count }) : t('members')}
      {...(answer && answer.count > answer.rows.length ? { note: t('triedFirst', { count: answer.rows.length }) } : {})}
    >
      {act.error ? <Note kind="refuse">{messageOf(act.error, ui)}</Note> : null}
      {answer ? (
        <div className="col g12">
          <div className="dim">{definitionWords(definition, naming).join(naming.say('or'))}</div>
          {answer.rows.length > 0 ? (
            <div className="co-members">
              <Table label={t('members')} columns={columns} rows={answer.rows} keyOf={(row) => row.personId} />
            </div>
          ) : null}
        </div>
      ) : null}
    </Card>
  );
}

/** The desk: a name, the groups of conditions, a trial, and one act. */
function Desk({ cohort, first }: { cohort: CohortRow | null; first: Draft }) {
  const t = useCohortTexts();
  const ui = useUiTexts();
  const [draft, setDraft] = useState(first);
  const [isTried, setTried] = useState(false);
  const options = {
    changes: [listCohorts, showCohort],
    onDone: ({ id }: CohortRow) => (showToast(t('saved')), navigate(`/admin/cohorts/${id}`)),
  };
  const create = useAct(createCohort, options);
  const save = useAct(saveCohort, options);
  const { definition } = draft;
  const isReady = definition.anyOf.every(({ allOf }) => allOf.every(isComplete));
  const fault = isTried && draft.name.trim() === '' ? t('nameMissing') : undefined;
  const error = create.error ?? save.error;
  const submit = (): void => {
    setTried(true);
    if (draft.name.trim() === '' || !isReady) return;
    const body = { ...draft, name: draft.name.trim(), note: draft.note.trim() };
    if (cohort === null) void create.act({ body });
    else void save.act({ params: { id: cohort.id }, body: { ...body, version: cohort.version } });
  };
  const setGroups = (anyOf: Groups) => setDraft({ ...draft, definition: { anyOf } });
  const title = cohort === null ? t('newTitle') : t('editTitle', { name: cohort.name });
  const button = (
    <Button kind="main" isBusy={create.isUnderWay || save.isUnderWay} onClick={submit}>
      {t('save')}
    </Button>
  );
  return (
    <>
      <PageHead title={title} crumbs={[{ label: t('title'), to: '/admin/cohorts' }]} acts={button} />
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
      {isTried && !isReady ? <Note kind="warn">{t('incomplete')}</Note> : null}
      <Card>
        <div className="fields">
          <Field label={t('name')} width="half" fault={fault}>
            <TextInput
              value={draft.name}
              maxLength={60}
              placeholder={t('nameExample')}
              onChange={(event) => setDraft({ ...draft, name: event.target.value })}
            />
          </Field>
          <Field label={t('note')} width="half" isOptional>
            <TextInput
              value={draft.note}
              maxLength={300}
              placeholder={t('noteExample')}
              onChange={(event) => setDraft({ ...draft, note: event.target.value })}
            />
          </Field>
        </div>
      </Card>
      <GroupCards groups={definition.anyOf} onChange={setGroups} />
      <div>
        <Button icon="plus" onClick={() => setGroups([...definition.anyOf, { allOf: [blanks[0]!] }])}>
          {t('addGroup')}
        </Button>
      </div>
      <Trial definition={definition} isReady={isReady} />
    </>
  );
}

const empty: Draft = { name: '', note: '', definition: { anyOf: [{ allOf: [blanks[0]!] }] } };

/** Writes a new cohort, a copy of one, or the next version of one. */
export default function EditCohortPage() {
  const t = useCohortTexts();
  const { cohortId } = useParams<'cohortId'>();
  const [search] = useSearch();
  const isNew = cohortId === 'new';
  const from = isNew ? search.copy : cohortId;
  const answer = useCall(showCohort, { params: { id: from ?? '' }, query: {} }, { enabled: from !== undefined });
  if (from === undefined) return <Desk cohort={null} first={empty} />;
  if (answer.error && !answer.data) return <ErrorState isPage error={answer.error} />;
  if (!answer.data) return <Skeleton lines={8} />;
  const { cohort } = answer.data;
  const { name, note, definition } = cohort;
  const first = { name: isNew ? t('copyName', { name }) : name, note, definition };
  return <Desk key={from} cohort={isNew ? null : cohort} first={first} />;
}
