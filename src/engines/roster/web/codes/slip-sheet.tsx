import type { CodeSlip } from '../../codes/contract';
import { Button, Note, QrCode, formatDay, useLanguage, usePublicAddress, useSession } from '#ui';
import { PageHead } from '#ui/desktop';
import './slips.css';
import { useCodeTexts } from './texts';

/** The sign-in page with the staff number filled in: the camera of any phone opens it. The code is typed by hand. */
const addressOf = (address: string, staffNumber: string): string =>
  `${address}/sign-in?first=${encodeURIComponent(staffNumber)}`;

function Slip({ slip, address, organisation }: { slip: CodeSlip; address: string; organisation: string }) {
  const t = useCodeTexts();
  const language = useLanguage();
  const isFirst = slip.purpose === 'invite';
  return (
    <article className="slip">
      <header>
        <b>{organisation}</b>
        <span>{t(isFirst ? 'slipInvite' : 'slipReset')}</span>
      </header>
      <div className="slip-who">
        <b>{slip.name}</b>
        <span>
          {t('number')} <b translate="no">{slip.staffNumber}</b>
        </span>
        <span>{slip.unitName}</span>
      </div>
      <p className="slip-code" translate="no">
        {slip.code}
      </p>
      <p className="slip-how">{t(isFirst ? 'slipHow' : 'slipHowReset')}</p>
      <p className="slip-address" translate="no">
        {address}/sign-in
      </p>
      <p className="slip-until">{t('slipUntil', { day: formatDay(slip.lastDay, language) })}</p>
      <div className="slip-qr">
        <QrCode words={addressOf(address, slip.staffNumber)} label={t('qrLabel', { name: slip.name })} />
      </div>
    </article>
  );
}

/** The codes that were just made, as they go on paper: eight slips to a sheet of A4, cut along the dashed lines. */
export function SlipSheet({ slips, onDone }: { slips: readonly CodeSlip[]; onDone: () => void }) {
  const t = useCodeTexts();
  const { organisation } = useSession().hello;
  const { address } = usePublicAddress();
  const acts = (
    <>
      <Button onClick={onDone}>{t('done')}</Button>
      <Button kind="main" icon="print" onClick={() => print()}>
        {t('print')}
      </Button>
    </>
  );
  return (
    <>
      <PageHead title={t('slipsTitle', { count: slips.length })} acts={acts} />
      <Note kind="warn">{t('onlyOnce')}</Note>
      <div className="slips">
        {slips.map((slip) => (
          <Slip key={slip.personId} slip={slip} address={address} organisation={organisation ?? ''} />
        ))}
      </div>
    </>
  );
}
