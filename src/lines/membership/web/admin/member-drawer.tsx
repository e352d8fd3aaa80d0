import {
  Button,
  ButtonLink,
  ConfirmDialog,
  ErrorState,
  Note,
  Skeleton,
  Timeline,
  formatDay,
  showToast,
  useAct,
  useCall,
  useLanguage,
} from '#ui';
import { Drawer } from '#ui/desktop';
import { type ReactNode, useState } from 'react';
import { renewCard } from '../../cards/contract';
import { type MoveTarget, correctMove, listOpenMatters, moveTargets } from '../../moves/contract';
import { type LifeEntry, type MemberWhole, listMembers, showMember } from '../../register/contract';
import { MemberStateTag } from '../pieces/state-tags';
import { useMembershipTerms, useMembershipTexts } from '../texts';
import '../styles/membership.css';
import { MoveDialog } from './move-dialog';

const touched = [showMember, listMembers, listOpenMatters];

function Facts({ member }: { member: MemberWhole }) {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const language = useLanguage();
  const { person, card, unitName } = member;
  const lines: readonly (readonly [string, ReactNode])[] = [
    [t('fields.staffNumber'), person.staffNumber],
    [t('fields.unit'), person.unit ? person.unit.name : t('register.left', { unit: unitName })],
    [t('fields.gender'), terms(`gender.${person.gender}`)],
    ...(person.bornOn ? [[t('fields.born'), formatDay(person.bornOn, language)] as const] : []),
    [t('fields.employment'), terms(`employment.${person.employmentKind}`)],
    ...(card
      ? [
          [t('register.card'), card.number] as const,
          [t('fields.memberSince'), formatDay(card.memberSince ?? card.issuedOn, language)] as const,
          [t('fields.payroll'), card.paysByPayroll ? t('yes') : t('no')] as const,
        ]
      : []),
  ];
  return (
    <dl className="mb-facts">
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The life of the membership, the latest first; what was taken off the record stays to be read. */
function History({ history }: { history: readonly LifeEntry[] }) {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const language = useLanguage();
  const entries = history.map((entry) => {
    const state = terms(`schemes.union.states.${entry.state}`);
    const by = entry.byName === '' ? '' : t('life.by', { name: entry.byName });
    const move = entry.move
      ? t('life.move', { reason: t(`reason.${entry.move.reason as 'retired'}`), document: entry.move.document })
      : '';
    const until = entry.to === null || entry.isVoid ? '' : t('life.until', { day: formatDay(entry.to, language) });
    const note = [formatDay(entry.from, language), until, move, entry.note, by].filter(Boolean).join(' · ');
    return {
      ...{ id: entry.id, day: entry.from, title: entry.isVoid ? <s>{state}</s> : state },
      note: (
        <>
          {entry.isVoid ? t('life.void', { reason: entry.voidReason ?? '' }) : note}{' '}
          {entry.application ? (
            <ButtonLink size="sm" kind="text" to={`/membership/applications?open=${entry.application.id}`}>
              {terms(`kinds.${entry.application.kind}`)}
            </ButtonLink>
          ) : null}
        </>
      ),
      ...(entry.to === null && !entry.isVoid ? { tone: 'kept' as const } : {}),
    };
  });
  return <Timeline entries={entries.toReversed()} />;
}

type Open = MoveTarget | 'correct' | 'renew' | null;

function Acts({ member, onOpen }: { member: MemberWhole; onOpen: (open: Open) => void }) {
  const t = useMembershipTexts();
  const { abilities, person } = member;
  const propose = (['withdrawal', 'lapse', 'expulsion'] as const).filter((kind) => abilities[kind]);
  return (
    <div className="row g8 wrap">
      {moveTargets
        .filter((to) => abilities[to])
        .map((to) => (
          <Button key={to} onClick={() => onOpen(to)}>
            {t(`move.${to}`)}
          </Button>
        ))}
      {propose.map((kind) => (
        <ButtonLink key={kind} to={`/membership/applications?act=new&kind=${kind}&person=${person.id}`}>
          {t(`enter.${kind}`)}
        </ButtonLink>
      ))}
      {abilities.printCard ? (
        <>
          <ButtonLink icon="print" to={`/membership/cards?personId=${person.id}`}>
            {t('register.printCard')}
          </ButtonLink>
          <Button icon="again" onClick={() => onOpen('renew')}>
            {t('card.renew')}
          </Button>
        </>
      ) : null}
      {abilities.correct ? (
        <Button kind="text" onClick={() => onOpen('correct')}>
          {t('move.correct')}
        </Button>
      ) : null}
    </div>
  );
}

function Dialogs({ member, open, onClose }: { member: MemberWhole; open: Open; onClose: () => void }) {
  const t = useMembershipTexts();
  const { id } = member.person;
  const done = (words: string) => () => (showToast(words), onClose());
  const correct = useAct(correctMove, { changes: touched, onDone: done(t('move.corrected')) });
  const renew = useAct(renewCard, { onDone: done(t('card.renewed')) });
  if (open === null) return null;
  if (open === 'correct')
    return (
      <ConfirmDialog
        title={t('move.correct')}
        confirm={t('move.correct')}
        asksReason
        isBusy={correct.isUnderWay}
        error={correct.error}
        onClose={onClose}
        onConfirm={(reason) =>
          void correct.act({ params: { id }, body: { state: member.state ?? '', since: member.since ?? '', reason } })
        }
      >
        <p>{t('move.correctWhat')}</p>
      </ConfirmDialog>
    );
  if (open === 'renew')
    return (
      <ConfirmDialog
        title={t('card.renew')}
        confirm={t('card.renew')}
        isBusy={renew.isUnderWay}
        error={renew.error}
        onClose={onClose}
        onConfirm={() => void renew.act({ params: { id }, body: {} })}
      >
        <p>{t('card.renewWhat')}</p>
      </ConfirmDialog>
    );
  return <MoveDialog member={member} to={open} changes={touched} onClose={onClose} />;
}

/** A member with card, history, and what may be recorded. */
export function MemberDrawer({ personId, onClose }: { personId: string; onClose: () => void }) {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const [open, setOpen] = useState<Open>(null);
  const answer = useCall(showMember, { params: { id: personId } });
  const member = answer.data?.person.id === personId ? answer.data : null;
  if (!member)
    return (
      <Drawer title={t('nav.register')} onClose={onClose}>
        {answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </Drawer>
    );
  return (
    <>
      <Drawer
        title={member.person.name}
        note={member.state ? <MemberStateTag state={member.state} /> : t('mine.none')}
        onClose={onClose}
        size="wide"
      >
        <div className="col g24">
          {member.openApplication ? (
            <Note kind="warn">
              {t('register.open', { kind: terms(`kinds.${member.openApplication.kind}`) })}{' '}
              <ButtonLink size="sm" kind="text" to={`/membership/applications?open=${member.openApplication.id}`}>
                {t('register.look')}
              </ButtonLink>
            </Note>
          ) : null}
          <Facts member={member} />
          <Acts member={member} onOpen={setOpen} />
          <section className="mb-part">
            <h3>{t('life.title')}</h3>
            <History history={member.history} />
          </section>
        </div>
      </Drawer>
      <Dialogs member={member} open={open} onClose={() => setOpen(null)} />
    </>
  );
}
