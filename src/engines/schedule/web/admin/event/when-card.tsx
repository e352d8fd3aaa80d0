import type { EventRow } from '../../../contract';
import {
  Button,
  ButtonLink,
  Card,
  Icon,
  formatDay,
  formatMoment,
  formatWindow,
  useLanguage,
  useSearch,
  useToday,
  weekdayOf,
} from '#ui';
import { daysOf, unquoted, whenWords } from '../../event-days';
import { SignUpButton } from '../../pieces/sign-up-acts';
import { WithdrawButton } from '../../pieces/withdraw-button';
import { useScheduleTexts } from '../../texts';

function Window({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  const language = useLanguage();
  const { from, to, words } = event.window;
  const days = daysOf(event);
  const isExact = event.startsAt !== null || event.heldOn !== null;
  // The window says no more than the day itself.
  if (isExact && words === '' && days.from === from && days.to === to) return null;
  return (
    <p className="dim t13">
      {t('event.plannedFor', { window: formatWindow(from, to, language) })}
      {words ? ` ${t('quoted', { words: unquoted(words) })}` : ''}
    </p>
  );
}

function SignUpLine({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  const language = useLanguage();
  const today = useToday();
  const [, change] = useSearch();
  const { signUpOpensAt: opens, signUpClosesAt: closes, places } = event;
  const say = (moment: string | null) => (moment ? formatMoment(moment, language, today) : t('event.untilStart'));
  const words = opens ? t('event.signUpFrom', { from: say(opens), to: say(closes) }) : t('event.noSignUp');
  const mine = event.mySignUp;
  const waiting = mine?.state === 'waiting' ? t('phone.youWait', { number: mine.waitingNumber ?? 1 }) : null;
  const seat = mine?.state === 'placed' ? t('phone.youArePlaced') : waiting;
  const seats = places === null ? t('event.placesOpen') : t('event.places', { count: places });
  return (
    <div className="ev-line">
      <Icon name="people" />
      <div>
        <div className="ink">{words}</div>
        {opens ? <div className="dim t13">{seats}</div> : null}
        {seat ? <div className="c-kept t13">{seat}</div> : null}
      </div>
      <span className="sp" />
      {event.abilities.canSignUp ? <SignUpButton event={event} /> : null}
      {event.abilities.canWithdraw ? <WithdrawButton event={event} /> : null}
      {!opens && event.abilities.canChange ? (
        <Button size="sm" kind="quiet" onClick={() => change({ act: 'change' })}>
          {t('event.openSignUp')}
        </Button>
      ) : null}
    </div>
  );
}

/** When, where, and how people come to it. */
export function WhenCard({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  const language = useLanguage();
  const today = useToday();
  const { from } = daysOf(event);
  const isExact = event.startsAt !== null || event.heldOn !== null;
  const when = event.startsAt
    ? `${whenWords(event, language, today)} ${weekdayOf(from, language)}`
    : event.heldOn
      ? formatDay(event.heldOn, language)
      : t('event.timeOpen');
  return (
    <Card>
      <div className="ev-when">
        <div className="ev-line">
          <Icon name="clock" />
          <div>
            <div className={isExact ? 'ev-big' : 'ev-big dim'}>{when}</div>
            <Window event={event} />
          </div>
        </div>
        <div className="ev-line">
          <Icon name="place" />
          <div className={event.place ? 'ev-big' : 'ev-big dim'}>{event.place || t('list.noPlace')}</div>
          <span className="sp" />
          {event.abilities.canReadNames && event.state !== 'cancelled' ? (
            <ButtonLink icon="print" to={`/events/${event.id}/sheet`}>
              {t('sheet.title')}
            </ButtonLink>
          ) : null}
          {event.abilities.canShowCode ? (
            <ButtonLink icon="device" to={`/events/${event.id}/check-in`}>
              {t('event.showCode')}
            </ButtonLink>
          ) : null}
        </div>
        {event.state === 'held' ? null : <SignUpLine event={event} />}
      </div>
    </Card>
  );
}
