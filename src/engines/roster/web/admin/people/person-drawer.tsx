import { thingsInWords } from '#kernel/contract';
import { showPerson } from '../../../contract';
import type { EndpointResponse } from '#kernel/contract';
import { Button, ErrorState, Segmented, Skeleton, Timeline, formatDay, useCall, useLanguage, useSearch } from '#ui';
import { Drawer } from '#ui/desktop';
import { Fragment, type ReactNode, useEffect, useState } from 'react';
import '../../styles/units.css';
import { PhotoPart } from '../../dossier/photo-part';
import { ReadersPart } from '../../dossier/readers-part';
import { SecretPart } from '../../dossier/secret-part';
import { useDossierTexts } from '../../dossier/texts';
import { useRosterTerms, useRosterTexts } from '../../texts';
import { WhoCanButton } from '../../pieces/who-can-button';
import { AppointDialog, EndPostDialog } from './post-dialogs';
import { LeaveDialog, MovePersonDialog } from './person-dialogs';
import { PersonFormDrawer } from './person-form';

type Answer = EndpointResponse<typeof showPerson>;
type Holding = Answer['holdings'][number];
type Act = 'update' | 'move' | 'leave' | 'appoint';

type Line = readonly [label: string, value: ReactNode];

/** Labels with their values; what is not on record takes no room. */
function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <dl className="ro-facts">
      {lines.map(([label, value]) =>
        value ? (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ) : null,
      )}
    </dl>
  );
}

function Basics({ person, dossier }: Pick<Answer, 'person' | 'dossier'>) {
  const t = useRosterTexts();
  const words = useDossierTexts();
  const terms = useRosterTerms();
  const language = useLanguage();
  const lines: Line[] = [
    [t('people.number'), person.staffNumber],
    [t('people.unit'), person.unitName ?? t('people.left')],
    [t('people.gender'), terms(`gender.${person.gender}`)],
    [t('people.born'), person.bornOn ? formatDay(person.bornOn, language) : null],
    [words('fields.nation'), dossier.nation ? words(`nations.${dossier.nation}`) : null],
    [words('fields.education'), dossier.education ? words(`educations.${dossier.education}`) : null],
    [words('fields.formerNames'), thingsInWords(language, dossier.formerNames)],
    [t('people.phone'), person.phone],
    [t('people.reading'), person.reading],
  ];
  return (
    <section className="ro-part">
      <h3>{words('sections.basic')}</h3>
      <div className="rc-head">
        <Lines lines={lines} />
        <PhotoPart person={person} photoFileId={dossier.photoFileId} />
      </div>
    </section>
  );
}

function Employment({ person, dossier }: Pick<Answer, 'person' | 'dossier'>) {
  const t = useRosterTexts();
  const words = useDossierTexts();
  const terms = useRosterTerms();
  const language = useLanguage();
  const lines: Line[] = [
    [t('people.employment'), terms(`employment.${person.employmentKind}`)],
    [words('fields.employer'), dossier.employer],
    [words('fields.isMigrant'), dossier.isMigrant ? words('yes') : null],
    [t('people.since'), formatDay(person.employedFrom, language)],
    [t('people.until'), person.employedTo ? formatDay(person.employedTo, language) : null],
  ];
  return (
    <section className="ro-part">
      <h3>{words('sections.employment')}</h3>
      <Lines lines={lines} />
    </section>
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
      <Basics person={answer.person} dossier={answer.dossier} />
      <SecretPart key={answer.person.id} personId={answer.person.id} dossier={answer.dossier} />
      <Employment person={answer.person} dossier={answer.dossier} />
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

/** The file itself, and for who keeps watch over it the log of those who opened it. */
function Parts(props: BodyProps) {
  const words = useDossierTexts();
  const [part, setPart] = useState<'file' | 'readers'>('file');
  const { person, dossier } = props.answer;
  if (!dossier.abilities.readLog) return <Body {...props} />;
  const options = (['file', 'readers'] as const).map((value) => ({ value, label: words(`tabs.${value}`) }));
  return (
    <div className="col g24">
      <div className="row">
        <Segmented label={words('tabs.label')} value={part} options={options} onChange={setPart} />
      </div>
      {part === 'file' ? <Body {...props} /> : <ReadersPart personId={person.id} />}
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
  if (act === 'update') return <PersonFormDrawer known={shown} onClose={done} />;
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
        <div className="row">
          <WhoCanButton kind="roster.person" id={person.id} title={person.name} />
        </div>
        <Parts answer={shown} onAppoint={person.abilities.appoint ? () => setAct('appoint') : null} onEnd={setEnding} />
      </Drawer>
      {act === 'move' ? <MovePersonDialog person={person} onClose={done} /> : null}
      {act === 'leave' ? <LeaveDialog person={person} onClose={done} /> : null}
      {act === 'appoint' ? <AppointDialog person={person} onClose={done} /> : null}
      {ending ? <EndPostDialog holding={ending} onClose={() => setEnding(null)} /> : null}
    </>
  );
}
