import {
  Button,
  Card,
  ConfirmDialog,
  ErrorState,
  Skeleton,
  formatDay,
  formatMoney,
  useAct,
  useCall,
  useLanguage,
  useToday,
} from '#ui';
import { Drawer } from '#ui/desktop';
import { useState } from 'react';
import { type DuesStatement, listDuesCharges, showDues, showDuesOf } from '../../dues/contract';
import { endDuesExemption, undoDuesPayment } from '../../dues/contract-money';
import { ExemptDialog } from './exempt-dialog';
import { Figures } from './figures';
import { MoneyDialog } from './money-dialog';
import { TermsWords } from './terms-words';
import { useDuesTexts, useMonthWords } from './texts';

const changes = [showDuesOf, listDuesCharges, showDues];

function Months({ months }: Pick<DuesStatement, 'months'>) {
  const t = useDuesTexts();
  const words = useMonthWords();
  const columns = ['base', 'due', 'collected', 'arrears', 'exempt'] as const;
  return (
    <Card title={t('pages.statement.months')}>
      <div className="scroll-x">
        <table className="du-rows">
          <thead>
            <tr>
              <th scope="col">{t('exports.columns.month')}</th>
              {columns.map((key) => (
                <th key={key} scope="col" className="num">
                  {t(`exports.columns.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map((row) => (
              <tr key={row.id}>
                <td>
                  {words(row.month)}
                  {row.exemptBy === null ? null : <div className="dim t12">{t(`exemptBy.${row.exemptBy}`)}</div>}
                  {row.terms === null ? null : (
                    <div className="dim t12">
                      <TermsWords terms={row.terms} />
                    </div>
                  )}
                </td>
                {columns.map((key) => (
                  <td key={key} className="num">
                    {row[key] === null ? '—' : formatMoney(row[key])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Payments({ payments }: Pick<DuesStatement, 'payments'>) {
  const t = useDuesTexts();
  const language = useLanguage();
  const [undoing, setUndoing] = useState<string | null>(null);
  const undo = useAct(undoDuesPayment, { changes, onDone: () => setUndoing(null) });
  if (payments.length === 0) return null;
  return (
    <Card title={t('exports.payments')}>
      <table className="du-rows">
        <tbody>
          {payments.map(({ id, on, way, amount, ahead, words, byName, undoReason, abilities }) => (
            <tr key={id}>
              <td>
                {formatDay(on, language)} · {t(`pages.ways.${way}`)}
                <div className="dim t12">
                  {[words, byName].filter(Boolean).join(' · ')}
                  {undoReason === null ? null : ` · ${t('pages.statement.undone', { reason: undoReason })}`}
                </div>
              </td>
              <td className="num">
                {undoReason === null ? formatMoney(amount) : <s>{formatMoney(amount)}</s>}
                {BigInt(ahead) > 0n ? (
                  <div className="dim t12">{t('pages.statement.aheadPart', { amount: formatMoney(ahead) })}</div>
                ) : null}
              </td>
              <td className="num">
                {abilities.undo ? (
                  <Button size="sm" kind="text" onClick={() => setUndoing(id)}>
                    {t('pages.undo')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {undoing === null ? null : (
        <ConfirmDialog
          title={t('pages.undo')}
          confirm={t('pages.undo')}
          asksReason
          isBusy={undo.isUnderWay}
          error={undo.error}
          onConfirm={(reason) => void undo.act({ params: { id: undoing }, body: { reason } })}
          onClose={() => setUndoing(null)}
        >
          <p>{t('pages.statement.undoEffect')}</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}

function Exemptions({ exemptions }: Pick<DuesStatement, 'exemptions'>) {
  const t = useDuesTexts();
  const words = useMonthWords();
  const today = useToday();
  const end = useAct(endDuesExemption, { changes });
  if (exemptions.length === 0) return null;
  return (
    <Card title={t('pages.exempt.title')}>
      <table className="du-rows">
        <tbody>
          {exemptions.map(({ id, fromMonth, toMonth, reason, byName, abilities }) => (
            <tr key={id}>
              <td>
                {words(fromMonth)} – {toMonth === null ? t('pages.exempt.open') : words(toMonth)}
                <div className="dim t12">{[reason, byName].join(' · ')}</div>
              </td>
              <td className="num">
                {abilities.end && fromMonth <= today ? (
                  <Button
                    size="sm"
                    kind="text"
                    isBusy={end.isUnderWay}
                    onClick={() => void end.act({ params: { id }, body: { toMonth: `${today.slice(0, 7)}-01` } })}
                  >
                    {t('pages.exempt.end')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** The dues of one member: what is owed for which month and why, what came in, what was paid ahead. */
export function StatementDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useDuesTexts();
  const [dialog, setDialog] = useState<'receipt' | 'refund' | 'exempt' | null>(null);
  const answer = useCall(showDuesOf, { params: { id } });
  const { data } = answer;
  const close = () => setDialog(null);
  const acts = data ? (
    <>
      {data.abilities.write ? <Button onClick={() => setDialog('exempt')}>{t('pages.exempt.title')}</Button> : null}
      {data.abilities.refund ? <Button onClick={() => setDialog('refund')}>{t('pages.money.refund')}</Button> : null}
      {data.abilities.collect ? (
        <Button kind="main" onClick={() => setDialog('receipt')}>
          {t('pages.money.receipt')}
        </Button>
      ) : null}
    </>
  ) : null;
  return (
    <Drawer
      title={data?.person.name ?? t('pages.title')}
      note={data?.person.staffNumber}
      size="wide"
      acts={acts}
      onClose={onClose}
    >
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data ? (
        <div className="col g16">
          <Figures
            rows={[
              ...(['due', 'collected', 'arrears', 'exempt'] as const).map((key) => ({
                ...{ label: t(`exports.columns.${key}`), value: formatMoney(data.sums[key]) },
              })),
              { label: t('pages.ahead'), value: formatMoney(data.ahead) },
            ]}
          />
          <Months months={data.months} />
          <Payments payments={data.payments} />
          <Exemptions exemptions={data.exemptions} />
        </div>
      ) : null}
      {data && (dialog === 'receipt' || dialog === 'refund') ? (
        <MoneyDialog kind={dialog} person={data.person} onClose={close} />
      ) : null}
      {data && dialog === 'exempt' ? <ExemptDialog person={data.person} onClose={close} /> : null}
    </Drawer>
  );
}
