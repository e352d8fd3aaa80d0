import { Button, ButtonLink, Card, EmptyState, Link, formatDay, useCan, useLanguage, useToday } from '#ui';
import { type Column, ExportButton, Table } from '#ui/desktop';
import { useState } from 'react';
import { type BodyTerm, type BodyWhole, type SeatRow, exportBodyMembers } from '../../bodies/contract';
import { BodyStateTag } from './state-tag';
import { EndTermDialog, LeaveDialog, ProlongDialog, TakeSeatDialog } from './term-dialogs';
import { useBodyTerms, useBodyTexts, useRoleWord, useSeatWord } from './texts';

/** The role that came with a seat and until when; who has no account doesn't have it yet. */
function RoleOfSeat({ seat }: { seat: SeatRow }) {
  const t = useBodyTexts();
  const language = useLanguage();
  const today = useToday();
  const word = useRoleWord();
  if (seat.role === null) return <span className="dim">—</span>;
  const named = { role: word(seat.role), day: formatDay(seat.to, language) };
  if (seat.to < today) return <span className="dim">{t('roleEnded', named)}</span>;
  if (seat.hasAccount) return t('roleUntil', named);
  return (
    <>
      {word(seat.role)}
      <div className="dim t12">{t('noAccount')}</div>
      {seat.abilities.openAccount ? (
        <ButtonLink size="sm" to={`/admin/users?act=new&person=${seat.person.staffNumber}`}>
          {t('openAccount')}
        </ButtonLink>
      ) : null}
    </>
  );
}

function useColumns(body: BodyWhole, onLeave: (seat: SeatRow) => void): readonly Column<SeatRow>[] {
  const t = useBodyTexts();
  const terms = useBodyTerms();
  const language = useLanguage();
  const word = useSeatWord();
  const may = useCan();
  const day = (one: string) => formatDay(one, language);
  return [
    { key: 'seat', label: t('seat'), cell: (seat) => <b>{word(body.kind, seat.seat)}</b> },
    {
      ...{ key: 'person', label: t('person') },
      cell: ({ person }) => (
        <>
          {may('roster.person.read') ? <Link to={`/admin/people?open=${person.id}`}>{person.name}</Link> : person.name}
          <div className="dim t12">{[person.unitName, person.staffNumber].filter(Boolean).join(' · ')}</div>
        </>
      ),
    },
    {
      ...{ key: 'period', label: t('period') },
      cell: (seat) => (
        <>
          {t('fromTo', { from: day(seat.from), to: day(seat.to) })}
          {seat.endReason ? <div className="dim t12">{t('endedBecause', { reason: seat.endReason })}</div> : null}
        </>
      ),
    },
    {
      ...{ key: 'how', label: t('how') },
      cell: (seat) => (
        <>
          {terms(`how.${seat.how}`)}
          <div className="dim t12">{seat.basis}</div>
        </>
      ),
    },
    { key: 'role', label: t('role'), cell: (seat) => <RoleOfSeat seat={seat} /> },
    {
      ...{ key: 'acts', label: '' },
      cell: (seat) =>
        seat.abilities.leave ? (
          <Button size="sm" kind="text" onClick={() => onLeave(seat)}>
            {t('leave')}
          </Button>
        ) : null,
    },
  ];
}

type Act = 'takeSeat' | 'prolong' | 'end';
const dialogs = { takeSeat: TakeSeatDialog, prolong: ProlongDialog, end: EndTermDialog } as const;

/** A term with everybody who sat in it, and what may be done with it. */
export function TermCard({ body, term }: { body: BodyWhole; term: BodyTerm }) {
  const t = useBodyTexts();
  const language = useLanguage();
  const [act, setAct] = useState<Act | null>(null);
  const [leaving, setLeaving] = useState<SeatRow | null>(null);
  const columns = useColumns(body, setLeaving);
  const period = t('fromTo', { from: formatDay(term.startsOn, language), to: formatDay(term.endsOn, language) });
  const ended = term.endedOn ? t('endedOn', { day: formatDay(term.endedOn, language) }) : '';
  const Dialog = act === null ? null : dialogs[act];
  const acts = (
    <>
      <BodyStateTag state={term.state} bare />
      {(['takeSeat', 'prolong', 'end'] as const).map((one) =>
        term.abilities[one] ? (
          <Button key={one} size="sm" onClick={() => setAct(one)}>
            {t(one)}
          </Button>
        ) : null,
      )}
      <ExportButton
        size="sm"
        endpoint={exportBodyMembers}
        request={{ params: { id: body.id }, query: { termId: term.id } }}
      />
    </>
  );
  return (
    <Card
      title={t('termNumber', { number: term.number })}
      note={[period, ended, term.basis].filter(Boolean).join(' · ')}
      acts={acts}
      flush
    >
      {term.seatRows.length === 0 ? (
        <EmptyState icon="people" title={t('nobody')} />
      ) : (
        <Table
          label={t('termNumber', { number: term.number })}
          columns={columns}
          rows={term.seatRows}
          keyOf={(seat) => seat.id}
        />
      )}
      {Dialog ? <Dialog body={body} term={term} onClose={() => setAct(null)} /> : null}
      {leaving ? <LeaveDialog body={body} seat={leaving} onClose={() => setLeaving(null)} /> : null}
    </Card>
  );
}
