import { createOwnFeed, listFeeds, revokeFeed } from '../../contract';
import { dayOf } from '#kernel/contract';
import {
  Button,
  Card,
  ConfirmDialog,
  ErrorState,
  Note,
  Skeleton,
  formatDay,
  messageOf,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useUiTexts,
} from '#ui';
import { PhoneHead, PhoneRow, PhoneRows } from '#ui/phone';
import { useState } from 'react';
import { FeedSecret } from '../pieces/feed-secret';
import { useScheduleTexts } from '../texts';

/** Makes an address and shows it until it is ended or the page is left. */
function NewFeed({ ended }: { ended: ReadonlySet<string> }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const [made, setMade] = useState<{ id: string; path: string } | null>(null);
  const make = useAct(createOwnFeed, { changes: [listFeeds], onDone: setMade });
  return (
    <Card title={t('feeds.person')}>
      <div className="col g12">
        <p>{t('feeds.personHint')}</p>
        {made && !ended.has(made.id) ? (
          <FeedSecret path={made.path} />
        ) : (
          <Button
            wide
            kind="main"
            size="lg"
            isBusy={make.isUnderWay}
            onClick={() => void make.act({ body: { name: t('feeds.personExample') } })}
          >
            {t('feeds.makeOwn')}
          </Button>
        )}
        {make.error ? <Note kind="refuse">{messageOf(make.error, ui)}</Note> : null}
      </div>
    </Card>
  );
}

/** The own calendar on the phone: make an address, and end those that are no longer wanted. */
export default function OwnFeedPage() {
  const t = useScheduleTexts();
  const language = useLanguage();
  const [revoking, setRevoking] = useState<string | null>(null);
  const answer = useCall(listFeeds, {});
  const revoke = useAct(revokeFeed, {
    changes: [listFeeds],
    onDone: () => {
      showToast(t('feeds.revokedDone'));
      setRevoking(null);
    },
  });
  const rows = answer.data?.rows ?? [];
  const ended = new Set(rows.filter((feed) => feed.revokedAt !== null).map((feed) => feed.id));
  const own = rows.filter((feed) => feed.kind === 'person' && feed.revokedAt === null);
  return (
    <>
      <PhoneHead title={t('phone.calendar')} back="/activities" />
      <div className="pbody">
        <NewFeed ended={ended} />
        {answer.error && !answer.data ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : null}
        {answer.isPending ? <Skeleton /> : null}
        {own.length > 0 ? (
          <PhoneRows title={t('feeds.mine')}>
            {own.map((feed) => (
              <PhoneRow
                key={feed.id}
                icon="calendar"
                title={feed.name}
                note={t('feeds.madeOn', { day: formatDay(dayOf(new Date(feed.createdAt)), language) })}
                end={
                  <Button size="sm" onClick={() => setRevoking(feed.id)}>
                    {t('feeds.revoke')}
                  </Button>
                }
              />
            ))}
          </PhoneRows>
        ) : null}
        {revoking ? (
          <ConfirmDialog
            title={t('feeds.revoke')}
            confirm={t('feeds.revoke')}
            isBusy={revoke.isUnderWay}
            error={revoke.error}
            onClose={() => setRevoking(null)}
            onConfirm={() => void revoke.act({ params: { id: revoking } })}
          >
            <p>{t('feeds.revokeWhat')}</p>
          </ConfirmDialog>
        ) : null}
      </div>
    </>
  );
}
