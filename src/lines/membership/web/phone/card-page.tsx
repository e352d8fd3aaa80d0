import {
  Button,
  ButtonLink,
  Card,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  Icon,
  Mark,
  Note,
  QrCode,
  Skeleton,
  addressOf,
  formatDay,
  messageOf,
  showToast,
  shrinkPhoto,
  useAct,
  useCall,
  useLanguage,
  usePublicAddress,
  useUiTexts,
} from '#ui';
import { PhoneHead } from '#ui/phone';
import { useRef, useState } from 'react';
import { type OwnCard, addOwnPortrait, getOwnCard, getOwnPortrait, renewOwnCard } from '../../cards/contract';
import { MemberStateTag } from '../pieces/state-tags';
import '../styles/card.css';
import { useMembershipTexts } from '../texts';

/** The photo, or a place to put one. */
function Portrait({ card }: { card: OwnCard }) {
  const t = useMembershipTexts();
  const ui = useUiTexts();
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<Error | null>(null);
  const act = useAct(addOwnPortrait, { changes: [getOwnCard], onDone: () => showToast(t('card.photoDone')) });
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    try {
      setFault(null);
      const { blob, name } = await shrinkPhoto(file);
      await act.act({ query: { name }, body: new File([blob], name, { type: blob.type }) });
    } catch (error) {
      setFault(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const error = fault ?? act.error;
  return (
    <div className="mc-photo">
      <button type="button" onClick={() => input.current?.click()} aria-label={t('card.photo')}>
        {card.portraitId ? (
          <img src={addressOf(getOwnPortrait, { params: { id: card.portraitId } })} alt={card.name} />
        ) : (
          <span>
            <Icon name="camera" size="xl" />
            {t('card.photo')}
          </span>
        )}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        aria-label={t('card.photo')}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
    </div>
  );
}

function Face({ card }: { card: OwnCard }) {
  const t = useMembershipTexts();
  const language = useLanguage();
  const { address } = usePublicAddress();
  return (
    <section className={card.isValid ? 'mc-card' : 'mc-card is-over'}>
      <header>
        <Mark size={28} />
        <b>{card.unionName}</b>
      </header>
      <div className="mc-who">
        <Portrait card={card} />
        <div>
          <h2>{card.name}</h2>
          <p>{card.unit?.name}</p>
          <p className="mc-number">{card.number}</p>
          <MemberStateTag state={card.state} />
        </div>
      </div>
      {card.isValid ? (
        <div className="mc-code">
          <QrCode words={`${address}/c/${card.token}`} label={t('card.code')} />
          <p className="t13">{t('card.codeHint')}</p>
        </div>
      ) : null}
      <footer className="t13">{t('card.since', { day: formatDay(card.memberSince, language) })}</footer>
    </section>
  );
}

function Renewal() {
  const t = useMembershipTexts();
  const [isAsking, setAsking] = useState(false);
  const act = useAct(renewOwnCard, {
    changes: [getOwnCard],
    onDone: () => (showToast(t('card.renewed')), setAsking(false)),
  });
  return (
    <Card>
      <div className="mb-part">
        <p className="dim t13">{t('card.renewWhy')}</p>
        <Button wide icon="again" onClick={() => setAsking(true)}>
          {t('card.renew')}
        </Button>
        {isAsking ? (
          <ConfirmDialog
            title={t('card.renew')}
            confirm={t('card.renew')}
            isBusy={act.isUnderWay}
            error={act.error}
            onClose={() => setAsking(false)}
            onConfirm={() => void act.act({ body: {} })}
          >
            <p>{t('card.renewWhat')}</p>
          </ConfirmDialog>
        ) : null}
      </div>
    </Card>
  );
}

/** The member card; what was read last stays on the phone without network. */
export default function CardPage() {
  const t = useMembershipTexts();
  const answer = useCall(getOwnCard, {}, { isKept: true });
  const card = answer.data?.card;
  return (
    <>
      <PhoneHead title={t('nav.card')} back="/me" />
      <div className="pbody">
        {card ? (
          <>
            <Face card={card} />
            {card.isValid ? <Renewal /> : null}
          </>
        ) : answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : answer.data ? (
          <EmptyState
            icon="membership"
            title={t('card.none')}
            act={
              <ButtonLink to="/membership" kind="main">
                {t('mine.join')}
              </ButtonLink>
            }
          >
            {t('card.noneAdvice')}
          </EmptyState>
        ) : (
          <Skeleton lines={6} />
        )}
      </div>
    </>
  );
}
