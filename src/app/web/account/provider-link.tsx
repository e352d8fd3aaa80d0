import { getProviderLink, linkProvider, providerOutcomes, unlinkProvider } from '#kernel/contract';
import {
  Button,
  Card,
  Note,
  formatMoment,
  messageOf,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useToday,
  useUiTexts,
} from '#ui';
import { useDoorTexts } from './door-texts';

/** How the visit ended from which the browser has just come back. */
function endOfVisit() {
  const said = new URLSearchParams(location.search).get('provider');
  return providerOutcomes.find((one) => one === said) ?? null;
}

/** The link of the own account to the provider of this installation; nothing where there is none. */
export function ProviderLink() {
  const t = useDoorTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const today = useToday();
  const { data } = useCall(getProviderLink, {});
  const link = useAct(linkProvider, { onDone: ({ address }) => location.assign(address) });
  const unlink = useAct(unlinkProvider, {
    changes: [getProviderLink],
    onDone: () => showToast(t('provider.unlinked')),
  });
  if (!data?.name) return null;
  const { name, linkedAt } = data;
  const end = endOfVisit();
  const error = link.error ?? unlink.error;
  return (
    <Card title={t('provider.title')}>
      <div className="col g12">
        {end ? <Note kind={end === 'linked' ? 'info' : 'refuse'}>{t(`provider.ends.${end}`)}</Note> : null}
        <p>
          {linkedAt
            ? t('provider.on', { name, since: formatMoment(linkedAt, language, today) })
            : t('provider.off', { name })}
        </p>
        {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
        <div>
          {linkedAt ? (
            <Button isBusy={unlink.isUnderWay} onClick={() => void unlink.act({})}>
              {t('provider.unlink')}
            </Button>
          ) : (
            <Button isBusy={link.isUnderWay} onClick={() => void link.act({ body: { next: location.pathname } })}>
              {t('provider.link')}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}
