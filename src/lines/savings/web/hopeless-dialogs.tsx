import { Card, ConfirmDialog, Field, Note, Select, formatDay, formatMoney, showToast, useAct, useLanguage } from '#ui';
import type { EndpointResponse } from '#kernel/contract';
import { useState } from 'react';
import {
  decideHopeless,
  listLoans,
  proposeHopeless,
  type Reserve,
  reserves,
  showAccount,
  showControl,
  showLoan,
  writeOffLoan,
} from '../contract';
import { MoneyDialog } from './money-dialog';
import { useSavingsTexts } from './texts';

type Loan = EndpointResponse<typeof showLoan>;
export type HopelessAct = 'declare' | 'deny' | 'confirm' | 'writeOff';
const changes = [showLoan, listLoans, showControl, showAccount];

interface DialogProps {
  loan: Loan;
  onClose: () => void;
}

/** What two people do about a debt that nobody hopes to see again. */
export function HopelessDialog({ act, ...props }: DialogProps & { act: HopelessAct }) {
  if (act === 'writeOff') return <WriteOffDialog {...props} />;
  return act === 'declare' ? <DeclareDialog {...props} /> : <DecideDialog isGranted={act === 'confirm'} {...props} />;
}

function DeclareDialog({ loan, onClose }: DialogProps) {
  const t = useSavingsTexts();
  const propose = useAct(proposeHopeless, { changes, onDone: onClose });
  return (
    <ConfirmDialog
      title={`${t('pages.hopeless.declare')} · ${loan.person.name}`}
      confirm={t('pages.hopeless.declare')}
      asksReason
      isBusy={propose.isUnderWay}
      error={propose.error}
      onConfirm={(reason) => void propose.act({ params: { id: loan.id }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t('pages.hopeless.declareEffect', { owed: formatMoney(loan.owed) })}</p>
    </ConfirmDialog>
  );
}

function DecideDialog({ loan, isGranted, onClose }: DialogProps & { isGranted: boolean }) {
  const t = useSavingsTexts();
  const decide = useAct(decideHopeless, { changes, onDone: onClose });
  const title = t(isGranted ? 'pages.hopeless.confirm' : 'pages.hopeless.deny');
  return (
    <ConfirmDialog
      title={`${title} · ${loan.person.name}`}
      confirm={title}
      asksReason={!isGranted}
      isBusy={decide.isUnderWay}
      error={decide.error}
      onConfirm={(words) => void decide.act({ params: { id: loan.id }, body: { isGranted, words } })}
      onClose={onClose}
    >
      <p>
        {t(isGranted ? 'pages.hopeless.confirmEffect' : 'pages.hopeless.denyEffect', {
          ...{ owed: formatMoney(loan.owed), reason: loan.hopeless?.reason ?? '' },
        })}
      </p>
    </ConfirmDialog>
  );
}

function WriteOffDialog({ loan, onClose }: DialogProps) {
  const t = useSavingsTexts();
  const [against, setAgainst] = useState<Reserve>('reserve');
  const write = useAct(writeOffLoan, { changes, onDone: () => (showToast(t('pages.money.done')), onClose()) });
  return (
    <MoneyDialog
      title={`${t('pages.hopeless.writeOff')} · ${loan.person.name}`}
      effect={t('pages.hopeless.writeOffEffect', { owed: formatMoney(loan.owed) })}
      submit={t('pages.hopeless.writeOff')}
      error={write.error}
      isBusy={write.isUnderWay}
      asks={['amount', 'on', 'words']}
      onSubmit={({ amount, on, words }) =>
        void write.act({ params: { id: loan.id }, body: { amount, on, against, words } })
      }
      onClose={onClose}
    >
      <Field label={t('pages.hopeless.against')} width="half">
        <Select
          options={reserves.map((value) => ({ value, label: t(`pages.hopeless.reserves.${value}`) }))}
          value={against}
          onChange={(event) => setAgainst(reserves.find((one) => one === event.target.value) ?? 'reserve')}
        />
      </Field>
    </MoneyDialog>
  );
}

/** Who said of a loan that it won't be repaid, why, and what was decided. */
export function HopelessCard({ loan: { hopeless, writtenOff } }: { loan: Loan }) {
  const t = useSavingsTexts();
  const language = useLanguage();
  if (hopeless === null) return null;
  const by = (key: 'proposed' | 'declared' | 'refused', name: string, on: string) =>
    t(`pages.hopeless.by.${key}`, { name, day: formatDay(on, language) });
  return (
    <Card title={t('pages.hopeless.title')}>
      <div className="col g8">
        <p lang="zh-CN">{hopeless.reason}</p>
        <p className="dim t13">
          {by('proposed', hopeless.proposedByName, hopeless.proposedOn)}
          {hopeless.state === 'proposed' || hopeless.decidedOn === null
            ? ''
            : ` · ${by(hopeless.state, hopeless.decidedByName ?? '', hopeless.decidedOn)}`}
        </p>
        {hopeless.refusal ? <Note>{hopeless.refusal}</Note> : null}
        {BigInt(writtenOff) > 0n ? <p>{t('pages.hopeless.writtenOff', { amount: formatMoney(writtenOff) })}</p> : null}
      </div>
    </Card>
  );
}
