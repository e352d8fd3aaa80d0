import { formatFen } from '#kernel/contract';
import { Button, ButtonLink, Card, ConfirmDialog, ErrorState, Link, Note, Skeleton } from '#ui';
import { formatDay, showToast, useAct, useCall, useLanguage, useParams, useSession } from '#ui';
import { PageHead } from '#ui/desktop';
import { useState } from 'react';
import { type ReceiptWhole, cancelReceipt, listReceipts, showReceipt } from '../../receipts/contract';
import { ReceiptStateTag } from './state-tag';
import { useReceiptTerms, useReceiptTexts } from './texts';
import './receipts.css';

/** 收据 as it is handed out: a third of a page of A4. */
function Paper({ receipt }: { receipt: ReceiptWhole }) {
  const t = useReceiptTexts();
  const terms = useReceiptTerms();
  const language = useLanguage();
  const { organisation } = useSession().hello;
  const { entry } = receipt;
  return (
    <section className="fr-paper" data-state={receipt.state}>
      <h2>{terms('one')}</h2>
      <div className="fr-line">
        <span>{formatDay(receipt.on, language)}</span>
        <span className="b">{t('numberOf', { number: receipt.number })}</span>
      </div>
      <dl>
        <dt>{t('received')}</dt>
        <dd lang="zh-CN">{receipt.payer}</dd>
        <dt>{t('paid')}</dt>
        <dd lang="zh-CN">{receipt.words}</dd>
        <dt>{t('inWords')}</dt>
        <dd>
          <span lang="zh-CN">{receipt.amountInWords}</span> <b className="num">￥{formatFen(receipt.amount)}</b>
        </dd>
        <dt>{t('way')}</dt>
        <dd>{terms(`ways.${receipt.way}`)}</dd>
      </dl>
      {receipt.cancels ? <p>{t('cancels', { number: receipt.cancels.number })}</p> : null}
      {receipt.cancelledBy ? <p>{t('cancelledBy', { number: receipt.cancelledBy.number })}</p> : null}
      {receipt.reason === '' ? null : <p lang="zh-CN">{t('reason', { reason: receipt.reason })}</p>}
      <div className="fr-line">
        <span>
          {t('payee')} <b lang="zh-CN">{organisation}</b> <span lang="zh-CN">{receipt.book.name}</span>
        </span>
        <span>
          {t('writtenBy')} <b lang="zh-CN">{receipt.writtenByName}</b>
        </span>
        <span>
          {entry.number === null ? t('entryWaits') : t('entryNumber', { month: entry.month, number: entry.number })}
        </span>
      </div>
    </section>
  );
}

function CancelButton({ id }: { id: string }) {
  const t = useReceiptTexts();
  const [isAsking, setAsking] = useState(false);
  const { act, error, isUnderWay } = useAct(cancelReceipt, {
    changes: [showReceipt, listReceipts],
    onDone: () => (setAsking(false), showToast(t('cancelled'))),
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('cancel')}</Button>
      {isAsking ? (
        <ConfirmDialog
          {...{ title: t('cancel'), confirm: t('cancel'), isBusy: isUnderWay, error, onClose: () => setAsking(false) }}
          asksReason
          onConfirm={(reason) => void act({ params: { id }, body: { reason } })}
        >
          <p>{t('cancelWhat')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** A receipt as it is printed, with what it came from and what cancelled it. */
export default function ReceiptPage() {
  const t = useReceiptTexts();
  const terms = useReceiptTerms();
  const { receiptId = '' } = useParams();
  const answer = useCall(showReceipt, { params: { id: receiptId } });
  const receipt = answer.data?.id === receiptId ? answer.data : undefined;
  if (!receipt)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={6} />
    );
  const other = receipt.cancels ?? receipt.cancelledBy;
  return (
    <>
      <PageHead
        title={`${terms('one')} ${t('numberOf', { number: receipt.number })}`}
        note={<ReceiptStateTag receipt={receipt} />}
        crumbs={[{ label: terms('title'), to: '/finance/receipts' }]}
        acts={
          <>
            <ButtonLink to={`/finance/entries/${receipt.entry.id}`}>{t('entry')}</ButtonLink>
            {receipt.abilities.cancel ? <CancelButton id={receipt.id} /> : null}
            <Button icon="print" onClick={() => print()}>
              {t('print')}
            </Button>
          </>
        }
      />
      {receipt.isBaseless ? (
        <div className="fr-screen-only">
          <Note kind="warn">{t('baseless')}</Note>
        </div>
      ) : null}
      {other ? (
        <p className="fr-screen-only">
          <Link to={`/finance/receipts/${other.id}`}>
            {t(receipt.cancels ? 'cancels' : 'cancelledBy', { number: other.number })}
          </Link>
        </p>
      ) : null}
      <Card flush>
        <Paper receipt={receipt} />
      </Card>
    </>
  );
}
