import { listDevices, refusedOutcomes, revokeDevices } from '#kernel/contract';
import {
  Button,
  Card,
  ErrorState,
  Icon,
  Skeleton,
  formatMoment,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useToday,
} from '#ui';
import { useShellTexts } from '../shell-texts';
import { browserName, isHandheld } from './browser-name';

/** The devices that are signed in, and the latest sign-in events. */
export function Devices() {
  const t = useShellTexts();
  const language = useLanguage();
  const today = useToday();
  const answer = useCall(listDevices, {});
  const revoke = useAct(revokeDevices, {
    changes: [listDevices],
    onDone: ({ revoked }) => showToast(t('account.ended', { count: revoked })),
  });
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton />;
  const { devices, events } = answer.data;
  const others = devices.filter((device) => !device.isThisOne);
  const endOthers = (
    <Button size="sm" onClick={() => void revoke.act({ body: {} })} isBusy={revoke.isUnderWay}>
      {t('account.endOthers')}
    </Button>
  );
  return (
    <>
      <Card
        title={t('account.devices')}
        note={String(devices.length)}
        acts={others.length > 0 ? endOthers : null}
        flush
      >
        {devices.map((device) => (
          <div className="li" key={device.id}>
            <Icon name={isHandheld(device.userAgent) ? 'device' : 'computer'} size="l" />
            <div className="mid">
              <b>
                {browserName(device.userAgent) ?? t('account.unknownDevice')}
                {device.isThisOne ? <span className="dim t13"> · {t('account.thisOne')}</span> : null}
              </b>
              <span>
                {t('account.signedInAt', { at: formatMoment(device.signedInAt, language, today) })}
                {device.address ? ` · ${device.address}` : ''}
              </span>
            </div>
            {device.isThisOne ? null : (
              <Button size="sm" kind="text" onClick={() => void revoke.act({ body: { id: device.id } })}>
                {t('account.end')}
              </Button>
            )}
          </div>
        ))}
      </Card>
      <Card title={t('account.log')} flush>
        {events.map((event) => (
          <div className="li" key={event.id}>
            <Icon name={refusedOutcomes.has(event.outcome) ? 'late' : 'key'} size="l" />
            <div className="mid">
              <b>{event.words}</b>
              <span>
                {[formatMoment(event.at, language, today), browserName(event.userAgent), event.address]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </div>
          </div>
        ))}
        {events.length === 0 ? <p className="pad dim">{t('account.logEmpty')}</p> : null}
      </Card>
    </>
  );
}
