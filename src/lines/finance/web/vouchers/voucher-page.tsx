import { Button, ButtonLink, Card, ErrorState, Skeleton, showToast, useAct, useCall, useCan } from '#ui';
import { useDraft, useParams } from '#ui';
import { PageHead } from '#ui/desktop';
import { useEffect, useState } from 'react';
import { type VoucherWhole, getVoucherDesk, listVouchers, saveVoucher, showVoucher } from '../../vouchers/contract';
import { DropButton, StepButtons, SubmitButton } from './acts';
import { Course } from './course';
import { Editor } from './editor';
import { Files } from './files';
import { type GridDraft, draftOf, inputOf } from './grid-lines';
import { useNumberWords } from './number-words';
import { Paper } from './paper';
import { VoucherStateTag } from './state-tag';
import { useVoucherTerms, useVoucherTexts } from './texts';

/** A draft goes on being written; it is handed in as it was saved last. */
function Edited({ voucher }: { voucher: VoucherWhole }) {
  const t = useVoucherTexts();
  const { id, version, book } = voucher;
  const desk = useCall(getVoucherDesk, { params: { id: book.id } });
  const [initial] = useState(draftOf(voucher));
  const { values, set, drop, isDraft } = useDraft<GridDraft>(`finance.voucher.${id}.${version}`, initial);
  const { act, error, isUnderWay } = useAct(saveVoucher, {
    changes: [showVoucher, listVouchers],
    onDone: () => (drop(), showToast(t('saved'))),
  });
  if (!desk.data) return <Skeleton lines={6} />;
  const known = desk.data;
  const save = (): void => {
    const { on, words, sheets } = values;
    const body = { version, on, words: words.trim(), sheets: Number(sheets), lines: inputOf(values.lines, known, on) };
    void act({ params: { id }, body });
  };
  return (
    <Editor
      {...{ desk: desk.data, draft: values, isTyped: isDraft, set, onDrop: drop, error }}
      acts={(send) => (
        <>
          <Button {...(isDraft ? { kind: 'main' } : {})} isBusy={isUnderWay} onClick={() => send(save)}>
            {t('save')}
          </Button>
          {isDraft ? null : <SubmitButton voucher={voucher} />}
          <DropButton voucher={voucher} />
        </>
      )}
    />
  );
}

/** A voucher: written while it is a draft, on paper from then on, with its files, its steps, and what may be done now. */
export default function VoucherPage() {
  const t = useVoucherTexts();
  const terms = useVoucherTerms();
  const numberWords = useNumberWords();
  const may = useCan();
  const { voucherId = '' } = useParams();
  const [isWaiting, setWaiting] = useState(false);
  const answer = useCall(showVoucher, { params: { id: voucherId } }, isWaiting ? { refetchEvery: 1500 } : {});
  const voucher = answer.data?.id === voucherId ? answer.data : undefined;
  const waits = [voucher?.entry, voucher?.reversal].some((one) => one?.number === null);
  useEffect(() => setWaiting(waits), [waits]);
  if (!voucher)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const { entry, abilities } = voucher;
  const title = [t('view'), waits ? '' : numberWords(entry)].filter(Boolean).join(' ');
  return (
    <>
      <PageHead
        title={title}
        note={<VoucherStateTag voucher={voucher} />}
        crumbs={[{ label: terms('title'), to: '/finance/vouchers' }]}
        acts={
          <>
            {entry ? <ButtonLink to={`/finance/entries/${entry.id}`}>{t('openEntry')}</ButtonLink> : null}
            {entry && voucher.movesMoney && !voucher.isTakenBack && may('finance.receipt.write') ? (
              <ButtonLink to={`/finance/receipts/new?book=${voucher.book.id}&entry=${entry.id}`}>
                {t('receipt')}
              </ButtonLink>
            ) : null}
            {voucher.reversal ? (
              <ButtonLink to={`/finance/entries/${voucher.reversal.id}`}>{t('redNumber')}</ButtonLink>
            ) : null}
            {entry ? (
              <Button icon="print" whyNot={waits ? t('printWaits') : undefined} onClick={() => print()}>
                {t('print')}
              </Button>
            ) : null}
          </>
        }
      />
      {abilities.save ? (
        <Edited key={`${voucher.id} ${voucher.version}`} voucher={voucher} />
      ) : (
        <>
          <StepButtons voucher={voucher} />
          <Card flush>
            <Paper voucher={voucher} />
          </Card>
        </>
      )}
      <div className="fv-beside">
        <Files voucher={voucher} />
        <Course voucher={voucher} />
      </div>
    </>
  );
}
