import { type PersonRow, showPerson } from '../../../contract';
import type { EndpointResponse } from '#kernel/contract';
import { Button, ErrorState, Skeleton, Timeline, formatDay, useCall, useLanguage, useSearch } from '#ui';
import { Drawer } from '#ui/desktop';
import { type ReactNode, useEffect, useState } from 'react';
import '../../styles/units.css';
import { useRosterTerms, useRosterTexts } from '../../texts';
import { AppointDialog, EndPostDialog } from './post-dialogs';
import { LeaveDialog, MovePersonDialog } from './person-dialogs';
import { PersonFormDrawer } from './person-form';

type Answer = EndpointResponse<typeof showPerson>;
type Holding = Answer['holdings'][number];
type Act = 'update' | 'move' | 'leave' | 'appoint';

function Facts({ person }: { person: PersonRow }) {
  const t = useRosterTexts();
  const terms = useRosterTerms();
  const language = useLanguage();
  const line = (label: string, value: ReactNode) => (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <dl className="ro-facts">
      {line(t('people.number'), person.staffNumber)}
      {line(t('people.unit'), person.unitName ?? t('people.left'))}
      {line(t('people.gender'), terms(`gender.${person.gender}`))}
      {person.bornOn ? line(t('people.born'), formatDay(person.bornOn, language)) : null}
      {line(t('people.employment'), terms(`employment.${person.employmentKind}`))}
      {line(t('people.since'), formatDay(person.employedFrom, language))}
      {person.employedTo ? line(t('people.until'), formatDay(person.employedTo, language)) : null}
      {person.phone ? line(t('people.phone'), person.phone) : null}
      {person.reading ? line(t('people.reading'), person.reading) : null}
    </dl>
  );
}

function Posts({ holdings, onEnd }: { holdings: readonly Holding[]; onEnd: (holding: Holding) => void }) {
  const t = useRosterTexts();
  const language = useLanguage();
  if (holdings.length === 0) return <p className="dim t13">{t('people.noPosts')}</p>;
  return holdings.map((holding) => (
    <div key={holding.id} className="ro-line">
      <span>
        <b>{holding.postName}</b> {holding.unitName}
        <br />
        <span className="dim t12">
          {holding.validTo
            ? t('fromTo', { from: formatDay(holding.validFrom, language), to: formatDay(holding.validTo, language) })
            : t('sinceDay', { from: formatDay(holding.validFrom, language) })}
        </span>
      </span>
      <span className="sp" />
      {holding.abilities.end ? (
        <Button size="sm" kind="text" onClick={() => onEnd(holding)}>
          {t('people.endPost')}
        </Button>
      ) : null}
    </div>
  ));
}

interface BodyProps {
  answer: Answer;
  onAppoint: (() => void) | null;
  onEnd: (holding: Holding) => void;
}

function Body({ answer, onAppoint, onEnd }: BodyProps) {
  const t = useRosterTexts();
  const language = useLanguage();
  const entries = answer.placements
    .map((placement) => ({
      id: placement.validFrom,
      day: placement.validFrom,
      title: placement.unitName,
      note: placement.validTo
        ? t('fromTo', { from: formatDay(placement.validFrom, language), to: formatDay(placement.validTo, language) })
        : t('sinceDay', { from: formatDay(placement.validFrom, language) }),
      ...(placement.validTo === null ? { tone: 'kept' as const } : {}),
    }))
    .toReversed();
  return (
    <div className="col g24">
      <Facts person={answer.person} />
      <section className="ro-part">
        <div className="row">
          <h3 className="sp">{t('people.posts')}</h3>
          {onAppoint ? (
            <Button size="sm" icon="plus" onClick={onAppoint}>
              {t('people.appoint')}
            </Button>
          ) : null}
        </div>
        <Posts holdings={answer.holdings} onEnd={onEnd} />
      </section>
      <section className="ro-part">
        <h3>{t('people.placements')}</h3>
        <Timeline entries={entries} />
      </section>
    </div>
  );
}

/** A person with posts and placements, and what may be done. */
export function PersonDrawer({ personId, onClose }: { personId: string; onClose: () => void }) {
  const t = useRosterTexts();
  const [, change] = useSearch();
  const [act, setAct] = useState<Act | null>(null);
  const [ending, setEnding] = useState<Holding | null>(null);
  const answer = useCall(showPerson, { params: { id: personId } });
  // A record that was merged answers with the one that stands for it: the address follows.
  const isAnswered = answer.data !== undefined && !answer.isPlaceholderData;
  const shown = isAnswered ? answer.data : null;
  const standingId = shown?.person.id ?? personId;
  useEffect(() => {
    if (standingId !== personId) change({ open: standingId }, { replace: true });
  }, [standingId, personId, change]);
  const person = shown?.person;
  const done = () => setAct(null);
  if (!person || !shown)
    return (
      <Drawer title={t('nav.people')} onClose={onClose}>
        {answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </Drawer>
    );
  if (act === 'update') return <PersonFormDrawer person={person} onClose={done} />;
  const allowed = (['leave', 'move', 'update'] as const).filter((one) => person.abilities[one]);
  const buttons = allowed.map((one) => (
    <Button
      key={one}
      kind={one === 'leave' ? 'text' : 'plain'}
      {...(one === 'update' ? { icon: 'edit' as const } : {})}
      onClick={() => setAct(one)}
    >
      {t(`people.${one}`)}
    </Button>
  ));
  return (
    <>
      <Drawer
        title={person.name}
        note={person.unitName ?? t('people.left')}
        onClose={onClose}
        acts={buttons.length > 0 ? buttons : undefined}
      >
        <Body answer={shown} onAppoint={person.abilities.appoint ? () => setAct('appoint') : null} onEnd={setEnding} />
      </Drawer>
      {act === 'move' ? <MovePersonDialog person={person} onClose={done} /> : null}
      {act === 'leave' ? <LeaveDialog person={person} onClose={done} /> : null}
      {act === 'appoint' ? <AppointDialog person={person} onClose={done} /> : null}
      {ending ? <EndPostDialog holding={ending} onClose={() => setEnding(null)} /> : null}
    </>
  );
}
