import {
  Button,
  Card,
  Link,
  formatMoment,
  formatMoney,
  messageOf,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useUiTexts,
} from '#ui';
import { useState } from 'react';
import {
  type Association,
  dropQueued,
  listAccounts,
  listLoans,
  listQueue,
  payLoan,
  payQueued,
  showAccount,
  showControl,
  showLoan,
} from '../contract';
import { MoneyDialog } from './money-dialog';
import { useSavingsTexts } from './texts';

const changes = [listQueue, showControl, showAccount, listAccounts, listLoans, showLoan];

interface Paying {
  readonly id: string;
  readonly kind: 'withdrawal' | 'loan';
  readonly title: string;
}

/** Pays a withdrawal or a loan that waits: on which day, from where. */
export function PayDialog({ paying, onClose }: { paying: Paying; onClose: () => void }) {
  const t = useSavingsTexts();
  const options = { changes, onDone: () => (showToast(t('pages.money.done')), onClose()) };
  const withdrawal = useAct(payQueued, options);
  const loan = useAct(payLoan, options);
  const act = paying.kind === 'loan' ? loan : withdrawal;
  return (
    <MoneyDialog
      title={paying.title}
      effect={t(`pages.queue.effect.${paying.kind}`)}
      submit={t('pages.queue.pay')}
      error={act.error}
      isBusy={act.isUnderWay}
      asks={['on', 'way']}
      onSubmit={({ on, way }) => void act.act({ params: { id: paying.id }, body: { on, way } })}
      onClose={onClose}
    />
  );
}

/** What waits to be paid out, in its order, beside the money that there is. */
export function Queue({ association }: { association: Association }) {
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const [paying, setPaying] = useState<Paying | null>(null);
  const { data } = useCall(listQueue, { query: { associationId: association.id } });
  const drop = useAct(dropQueued, { changes });
  if (!data || data.rows.length === 0) return null;
  return (
    <Card
      title={t('pages.queue.title')}
      note={t('pages.queue.note', { cash: formatMoney(data.cash), bank: formatMoney(data.bank) })}
    >
      <div className="scroll-x">
        <table className="sv-rows">
          <thead>
            <tr>
              <th scope="col">{t('sheets.columns.name')}</th>
              <th scope="col">{t('sheets.columns.kind')}</th>
              <th scope="col">{t('pages.queue.since')}</th>
              <th scope="col" className="num">
                {t('sheets.columns.amount')}
              </th>
              <th scope="col" className="num">
                {t('pages.queue.needed')}
              </th>
              <th scope="col">
                <span className="unseen">{t('pages.queue.pay')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map(({ id, kind, accountId, number, person, amount, askedAt, needed, abilities }) => (
              <tr key={id}>
                <td>
                  <Link to={`/savings/accounts/${accountId}`}>{person.name}</Link>{' '}
                  <span className="dim t12">{t('pages.number', { number })}</span>
                </td>
                <td>{t(`pages.queue.kinds.${kind}`)}</td>
                <td>{formatMoment(askedAt, language)}</td>
                <td className="num">{formatMoney(amount)}</td>
                <td className="num">{formatMoney(needed)}</td>
                <td className="num">
                  {abilities.drop ? (
                    <Button size="sm" kind="text" onClick={() => void drop.act({ params: { id }, body: {} })}>
                      {t('pages.queue.drop')}
                    </Button>
                  ) : null}
                  {abilities.pay ? (
                    <Button
                      size="sm"
                      onClick={() => setPaying({ id, kind, title: `${person.name} · ${formatMoney(amount)}` })}
                    >
                      {t('pages.queue.pay')}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {drop.error ? <p className="c-refuse t13">{messageOf(drop.error, ui)}</p> : null}
      {paying ? <PayDialog paying={paying} onClose={() => setPaying(null)} /> : null}
    </Card>
  );
}
