import { PhoneHead } from '#ui/phone';
import { Devices } from '../account/devices';
import { ProviderLink } from '../account/provider-link';
import { SecondFactor } from '../account/second-factor';
import { useShellTexts } from '../shell-texts';

export default function DevicesPage() {
  const t = useShellTexts();
  return (
    <>
      <PhoneHead title={t('top.devices')} back="/me" />
      <div className="pbody">
        <SecondFactor />
        <ProviderLink />
        <Devices />
      </div>
    </>
  );
}
