import { type UnitKin, type UnitRow, listHoldings, showUnit } from '../../../contract';
import { Button, ErrorState, Link, Skeleton, Timeline, formatDay, useCall, useCan, useLanguage } from '#ui';
import { Drawer, useOpened } from '#ui/desktop';
import { type ReactNode, useState } from 'react';
import { useRosterTexts } from '../../texts';
import { WhoCanButton } from '../../pieces/who-can-button';
import { MergeUnitsDialog } from './merge-units-dialog';
import { SplitUnitDialog } from './split-unit-dialog';
import { MarkRemoteDialog, ReopenUnitDialog } from './state-dialogs';
import { CloseUnitDialog, MoveUnitDialog, RenameUnitDialog } from './unit-dialogs';
import { historyOf } from './unit-history';
import { useKindNames } from './use-kind-names';

const dialogs = {
  rename: RenameUnitDialog,
  move: MoveUnitDialog,
  merge: MergeUnitsDialog,
  split: SplitUnitDialog,
  markRemote: MarkRemoteDialog,
  close: CloseUnitDialog,
  reopen: ReopenUnitDialog,
} as const;
type Act = keyof typeof dialogs;
const allActs = Object.keys(dialogs) as Act[];

/** Who holds which post in the unit today. */
function Posts({ unit }: { unit: UnitRow }) {
  const t = useRosterTexts();
  const may = useCan();
  const answer = useCall(listHoldings, { query: { under: unit.id } }, { enabled: may('roster.person.read') });
  const own = (answer.data?.rows ?? []).filter((holding) => holding.unitId === unit.id);
  if (own.length === 0) return <p className="dim t13">{t('units.noPosts')}</p>;
  return own.map((holding) => (
    <div key={holding.id} className="ro-line">
      <span className="dim">{holding.postName}</span>
      <Link to={`/admin/people?open=${holding.personId}`}>{holding.personName}</Link>
    </div>
  ));
}

/** What the unit came out of and what it went into; each opens. */
function Kin({ kin, to }: { kin: readonly UnitKin[]; to: (id: string) => string }) {
  const t = useRosterTexts();
  const language = useLanguage();
  return kin.map((one) => (
    <div key={`${one.side} ${one.unitId} ${one.day}`} className="ro-line">
      <span className="dim">{t(`units.kin.${one.how}.${one.side}`)}</span>
      <Link to={to(one.unitId)}>{one.name}</Link>
      <span className="dim t12">{formatDay(one.day, language)}</span>
    </div>
  ));
}

function Facts({ unit }: { unit: UnitRow }) {
  const t = useRosterTexts();
  const language = useLanguage();
  const kindNames = useKindNames();
  const line = (label: string, value: ReactNode) => (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <dl className="ro-facts">
      {line(t('units.kind'), kindNames.get(unit.kind) ?? unit.kind)}
      {unit.shortName === unit.name ? null : line(t('units.shortName'), unit.shortName)}
      {line(t('units.since'), formatDay(unit.validFrom, language))}
      {unit.validTo ? line(t('units.lastDay'), formatDay(unit.validTo, language)) : null}
      {unit.isRemote ? line(t('units.remote'), t('units.remoteYes')) : null}
    </dl>
  );
}

/** A unit with its posts, its earlier names and places, and what may be done with it. */
export function UnitDrawer({ unitId, isPast, onClose }: { unitId: string; isPast: boolean; onClose: () => void }) {
  const t = useRosterTexts();
  const may = useCan();
  const language = useLanguage();
  const opened = useOpened();
  const [act, setAct] = useState<Act | null>(null);
  const answer = useCall(showUnit, { params: { id: unitId } });
  const shown = answer.data?.unit.id === unitId ? answer.data : null;
  const Dialog = act ? dialogs[act] : null;
  // A unit that is closed is found on a day of the past only, so that is where it is opened again.
  const acts = allActs.filter((one) => (!isPast || one === 'reopen') && shown?.unit.abilities[one]);
  const nameOf = (one: Act) =>
    one === 'markRemote' && shown?.unit.isRemote ? t('units.unmarkRemote') : t(`units.${one}`);
  const buttons = acts.map((one) => (
    <Button key={one} kind={one === 'close' ? 'text' : 'plain'} onClick={() => setAct(one)}>
      {nameOf(one)}
    </Button>
  ));
  if (!shown)
    return (
      <Drawer title={t('nav.units')} onClose={onClose}>
        {answer.error ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : <Skeleton />}
      </Drawer>
    );
  const { unit } = shown;
  const entries = historyOf(shown, t, language);
  return (
    <>
      <Drawer title={unit.name} onClose={onClose} acts={buttons.length > 0 ? buttons : undefined}>
        <div className="col g24">
          <Facts unit={unit} />
          <div className="row">
            <WhoCanButton kind="roster.unit" id={unit.id} title={unit.name} />
          </div>
          {may('roster.person.read') ? (
            <section className="ro-part">
              <div className="row">
                <h3 className="sp">{t('units.posts')}</h3>
                <Link to={`/admin/people?unitId=${unit.id}`}>{t('units.people')}</Link>
              </div>
              <Posts unit={unit} />
            </section>
          ) : null}
          <section className="ro-part">
            <h3>{t('units.history')}</h3>
            <Kin kin={shown.kin} to={opened.addressOf} />
            <Timeline entries={entries} />
          </section>
        </div>
      </Drawer>
      {Dialog ? <Dialog unit={unit} onClose={() => setAct(null)} /> : null}
    </>
  );
}
