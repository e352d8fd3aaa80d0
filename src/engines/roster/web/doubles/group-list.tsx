import { type DoubleGroup, type DoublePerson, doubleReasons, exportDoubles, listDoubles } from '../../contract';
import { Button, ButtonLink, Chip } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { type ReactNode, useState } from 'react';
import { MarkDialog } from './mark-dialog';
import { linesOf } from './pairs';
import { RecordLine, compareAddress } from './record-line';
import { useDoubleTexts } from './texts';

type Asked = { one: DoublePerson; other: DoublePerson };

function Records({ group, onMark }: { group: DoubleGroup; onMark: (pair: Asked) => void }) {
  const t = useDoubleTexts();
  const { first, others } = linesOf(group);
  const rest = group.count - group.people.length;
  return (
    <div className="do-records">
      <RecordLine person={first} />
      {others.map(({ person, isOpen }) => (
        <div key={person.id} className="do-other">
          <RecordLine person={person} />
          <span className="sp" />
          {isOpen ? (
            <>
              <ButtonLink size="sm" kind="quiet" to={compareAddress(first.id, person.id)}>
                {group.people.length > 2
                  ? t('list.compareWith', { name: first.name, number: first.staffNumber })
                  : t('list.compare')}
              </ButtonLink>
              <Button size="sm" kind="text" onClick={() => onMark({ one: first, other: person })}>
                {t('list.different')}
              </Button>
            </>
          ) : null}
        </div>
      ))}
      {rest > 0 ? <span className="dim t12">{t('list.more', { count: rest })}</span> : null}
      {group.different.length > 0 ? (
        <span className="dim t12">{t('list.pairMarked', { count: group.different.length })}</span>
      ) : null}
    </div>
  );
}

/** Records that may be one person's, the surest reason first. */
export function GroupList({ above }: { above: ReactNode }) {
  const t = useDoubleTexts();
  const [asked, ask] = useState<Asked | null>(null);
  const columns: readonly Column<DoubleGroup>[] = [
    {
      key: 'why',
      label: t('list.why'),
      cell: (group) => (
        <span className="do-why">
          {[group.reason, ...group.also].map((reason) => (
            <Chip key={reason}>{t(`reason.${reason}`)}</Chip>
          ))}
        </span>
      ),
    },
    { key: 'people', label: t('list.people'), cell: (group) => <Records group={group} onMark={ask} /> },
  ];
  const options = doubleReasons.map((value) => ({ value, label: t(`reason.${value}`) }));
  return (
    <>
      <ListPage
        head={{ title: t('title') }}
        above={above}
        endpoint={listDoubles}
        filters={[{ name: 'reason', label: t('list.why'), kind: 'select', options }]}
        columns={columns}
        exports={exportDoubles}
        keyOf={(group) => group.id}
        empty={{ title: t('list.none'), text: t('list.noneText') }}
      />
      {asked ? <MarkDialog {...asked} onClose={() => ask(null)} /> : null}
    </>
  );
}
