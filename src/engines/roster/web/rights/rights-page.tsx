import { type StandingConflict, findAccounts, findThings, getRights, showAccountRights } from '../../contract';
import { Card, EmptyState, ErrorState, Field, Segmented, Select, Skeleton, useCall, useSearch } from '#ui';
import { PageHead } from '#ui/desktop';
import { useDeferredValue } from 'react';
import { SearchPick } from '../pieces/search-pick';
import { UnitPick } from '../pieces/unit-pick';
import { ReasonLine } from './reasons';
import { useDaysInWords, useRightsTexts, useRoleName } from './texts';
import { type Question, QuestionChoice, WhoCanOnThing, WhoHolds } from './who-can';

const ways = ['thing', 'permission', 'account', 'conflicts'] as const;
type Way = (typeof ways)[number];
const wayOf = (given: string | undefined): Way => ways.find((way) => way === given) ?? 'thing';

function PickFirst() {
  const t = useRightsTexts();
  return (
    <EmptyState icon="eye" title={t('pickFirst')}>
      {t('pickFirstAdvice')}
    </EmptyState>
  );
}

/** A thing of a kind, and everyone who can read or change it. */
function ByThing() {
  const t = useRightsTexts();
  const [search, change] = useSearch();
  const kinds = useCall(getRights, {}).data?.kinds ?? [];
  const kind = search.kind ?? kinds[0]?.kind ?? '';
  const question: Question = search.question === 'change' ? 'change' : 'read';
  const useFound = (words: string | null) => {
    const asked = useDeferredValue((words ?? '').trim());
    const isOpen = asked !== '' && kind !== '';
    const answer = useCall(findThings, { query: { kind, search: asked } }, { enabled: isOpen });
    const found = isOpen ? (answer.data?.rows ?? []) : [];
    const rows = found.map(({ id, title, note }) => ({ id, name: title, note }));
    return { isOpen, rows, isNone: rows.length === 0 && !answer.isFetching };
  };
  return (
    <>
      <div className="fields">
        <Field label={t('kind')} width="third">
          <Select
            options={kinds.map((one) => ({ value: one.kind, label: one.name }))}
            value={kind}
            onChange={(event) => change({ kind: event.target.value, id: null, name: null })}
          />
        </Field>
        <Field label={t('thing')} width="third">
          <SearchPick
            label={t('thing')}
            placeholder={t('thingFind')}
            name={search.name ?? ''}
            useFound={useFound}
            onPick={(row) => change({ kind, id: row.id, name: row.name })}
            onClear={() => change({ id: null, name: null })}
          />
        </Field>
      </div>
      {search.id ? (
        <>
          <QuestionChoice value={question} onChange={(wanted) => change({ question: wanted })} />
          <WhoCanOnThing kind={kind} id={search.id} question={question} />
        </>
      ) : (
        <PickFirst />
      )}
    </>
  );
}

/** A permission on a unit, and everyone who holds it there. */
function ByPermission() {
  const t = useRightsTexts();
  const [search, change] = useSearch();
  const modules = useCall(getRights, {}).data?.modules ?? [];
  const options = modules.flatMap(({ name, permissions }) =>
    permissions.map(({ permission, words }) => ({ value: permission, label: `${name} · ${words}` })),
  );
  return (
    <>
      <div className="fields">
        <Field label={t('permission')} width="half">
          <Select
            options={options}
            blank={t('permissionPick')}
            value={search.permission ?? ''}
            onChange={(event) => change({ permission: event.target.value })}
          />
        </Field>
        <Field label={t('unit')} width="half">
          <UnitPick value={search.unitId ?? ''} onChange={(unitId) => change({ unitId })} />
        </Field>
      </div>
      {search.permission && search.unitId ? (
        <WhoHolds permission={search.permission} unitId={search.unitId} />
      ) : (
        <PickFirst />
      )}
    </>
  );
}

function AccountRights({ accountId }: { accountId: string }) {
  const t = useRightsTexts();
  const answer = useCall(showAccountRights, { params: { id: accountId } });
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={6} />;
  if (answer.data.grants.length === 0) return <p className="dim">{t('noRoles')}</p>;
  return answer.data.grants.map((grant) => (
    <section className="ro-part" key={`${grant.role} ${grant.unitName} ${grant.validFrom}`}>
      <h3>
        <ReasonLine reason={grant} />
      </h3>
      <dl className="ro-facts">
        {grant.modules.map(({ module, name, permissions }) => [
          <dt key={`${module} name`}>{name}</dt>,
          <dd key={module}>{permissions.map(({ words }) => words).join(' · ')}</dd>,
        ])}
      </dl>
    </section>
  ));
}

/** An account, and what it may do by each of its roles. */
function ByAccount() {
  const t = useRightsTexts();
  const [search, change] = useSearch();
  const useFound = (words: string | null) => {
    const asked = useDeferredValue((words ?? '').trim());
    const isOpen = asked !== '';
    const answer = useCall(findAccounts, { query: { search: asked } }, { enabled: isOpen });
    const found = isOpen ? (answer.data?.rows ?? []) : [];
    const rows = found.map(({ accountId, name, username }) => ({ id: accountId, name, note: username }));
    return { isOpen, rows, isNone: rows.length === 0 && !answer.isFetching };
  };
  return (
    <>
      <div className="fields">
        <Field label={t('account')} width="third">
          <SearchPick
            label={t('account')}
            placeholder={t('accountFind')}
            name={search.of ?? ''}
            useFound={useFound}
            onPick={(row) => change({ account: row.id, of: row.name })}
            onClear={() => change({ account: null, of: null })}
          />
        </Field>
      </div>
      {search.account ? <AccountRights accountId={search.account} /> : <PickFirst />}
    </>
  );
}

function Conflict({ conflict }: { conflict: StandingConflict }) {
  const t = useRightsTexts();
  const roleName = useRoleName();
  const daysInWords = useDaysInWords();
  const { name, one, other, rule, source } = conflict;
  const words = t('conflict', {
    one: roleName(one.role),
    oneUnit: one.unitName,
    oneDays: daysInWords(one),
    other: roleName(other.role),
    otherUnit: other.unitName,
    otherDays: daysInWords(other),
  });
  return (
    <li className="ro-who">
      <b>{name}</b>
      <span>
        {words}
        <br />
        <span className="dim t13">
          {rule} {t('source', { source })}
        </span>
      </span>
    </li>
  );
}

/** Roles that one person holds though they are kept apart. */
function Conflicts() {
  const t = useRightsTexts();
  const answer = useCall(getRights, {});
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={4} />;
  const { conflicts } = answer.data;
  if (conflicts.length === 0)
    return (
      <EmptyState icon="tick" title={t('noConflicts')}>
        {t('noConflictsAdvice')}
      </EmptyState>
    );
  return (
    <ul>
      {conflicts.map((conflict) => (
        <Conflict
          key={`${conflict.accountId} ${conflict.one.role} ${conflict.other.role} ${conflict.one.validFrom}`}
          conflict={conflict}
        />
      ))}
    </ul>
  );
}

const parts: Record<Way, () => React.ReactNode> = {
  thing: ByThing,
  permission: ByPermission,
  account: ByAccount,
  conflicts: Conflicts,
};

/** Who can see something and why, what an account may do, and which roles stand against the rules. */
export default function RightsPage() {
  const t = useRightsTexts();
  const [search, change] = useSearch();
  const way = wayOf(search.by);
  const Part = parts[way];
  return (
    <>
      <PageHead title={t('title')} note={t('note')} />
      <div className="col g16">
        <div className="row">
          <Segmented
            label={t('by.label')}
            value={way}
            options={ways.map((one) => ({ value: one, label: t(`by.${one}`) }))}
            onChange={(by) => change({ by })}
          />
        </div>
        <Card>
          <div className="col g16">
            <Part />
          </div>
        </Card>
      </div>
    </>
  );
}
