import { isDay } from '#kernel/contract';
import { FormDialog } from '#engines/roster/web';
import {
  Button,
  Card,
  ConfirmDialog,
  DayInput,
  Field,
  Note,
  TextInput,
  messageOf,
  showToast,
  useAct,
  useToday,
  useUiTexts,
} from '#ui';
import { useState } from 'react';
import {
  type VoucherWhole,
  dropVoucher,
  listVouchers,
  payVoucher,
  postVoucher,
  returnVoucher,
  reviewVoucher,
  showVoucher,
  submitVoucher,
  takeVoucherBack,
} from '../../vouchers/contract';
import { countDeskWork } from '../../work/contract';
import { useVoucherTexts } from './texts';

interface Props {
  voucher: VoucherWhole;
}
const changes = [showVoucher, listVouchers, countDeskWork];

export function SubmitButton({ voucher: { id, version } }: Props) {
  const t = useVoucherTexts();
  const ui = useUiTexts();
  const { act, error, isUnderWay } = useAct(submitVoucher, { changes, onDone: () => showToast(t('submitted')) });
  return (
    <>
      <Button kind="main" isBusy={isUnderWay} onClick={() => void act({ params: { id }, body: { version } })}>
        {t('submit')}
      </Button>
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
    </>
  );
}

export function DropButton({ voucher: { id, version } }: Props) {
  const t = useVoucherTexts();
  const [isAsking, setAsking] = useState(false);
  const { act, error, isUnderWay } = useAct(dropVoucher, { changes, onDone: () => showToast(t('dropped')) });
  return (
    <>
      <Button kind="text" onClick={() => setAsking(true)}>
        {t('drop')}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          {...{ title: t('drop'), confirm: t('drop'), isBusy: isUnderWay, error, onClose: () => setAsking(false) }}
          onConfirm={() => void act({ params: { id }, body: { version } })}
        >
          <p>{t('dropWhat')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function ReturnButton({ voucher: { id, version } }: Props) {
  const t = useVoucherTexts();
  const [isAsking, setAsking] = useState(false);
  const { act, error, isUnderWay } = useAct(returnVoucher, { changes, onDone: () => showToast(t('returned')) });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('return')}</Button>
      {isAsking ? (
        <ConfirmDialog
          {...{ title: t('return'), confirm: t('return'), isBusy: isUnderWay, error, onClose: () => setAsking(false) }}
          asksReason
          onConfirm={(reason) => void act({ params: { id }, body: { version, reason } })}
        >
          <p>{t('returnWhat')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function PayButton({ voucher: { id, version } }: Props) {
  const t = useVoucherTexts();
  const [isAsking, setAsking] = useState(false);
  const { act, error, isUnderWay } = useAct(payVoucher, {
    changes,
    onDone: () => (showToast(t('paid')), setAsking(false)),
  });
  return (
    <>
      <Button kind="main" onClick={() => setAsking(true)}>
        {t('pay')}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          {...{ title: t('pay'), confirm: t('pay'), isBusy: isUnderWay, error, onClose: () => setAsking(false) }}
          onConfirm={() => void act({ params: { id }, body: { version } })}
        >
          <p>{t('payWhat')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function TakeBackDialog({ voucher: { id, version }, onClose }: Props & { onClose: () => void }) {
  const t = useVoucherTexts();
  const ui = useUiTexts();
  const [on, setOn] = useState(useToday());
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(takeVoucherBack, {
    changes,
    onDone: () => (showToast(t('takenBack')), onClose()),
  });
  const isShort = reason.trim().length < 2;
  const submit = (): boolean => {
    setTried(true);
    if (!isDay(on) || isShort) return false;
    void act({ params: { id }, body: { version, on, reason: reason.trim() } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('takeBack'), submit: t('takeBack'), effect: t('takeBackWhat'), error, isBusy: isUnderWay }}
      {...{ onSubmit: submit, onClose }}
    >
      <Field label={t('on')} fault={isTried && !isDay(on) ? ui('field.dayWrong') : undefined}>
        <DayInput value={on} onChange={setOn} />
      </Field>
      <Field label={ui('confirm.reason')} fault={isTried && isShort ? ui('field.missing') : undefined}>
        <TextInput maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

/** The steps that the reader may take now; nothing where there is none. */
export function StepButtons({ voucher }: Props) {
  const t = useVoucherTexts();
  const ui = useUiTexts();
  const [isTakingBack, setTakingBack] = useState(false);
  const { id, version, abilities } = voucher;
  const review = useAct(reviewVoucher, { changes, onDone: () => showToast(t('reviewed')) });
  const post = useAct(postVoucher, { changes, onDone: () => showToast(t('posted')) });
  const request = { params: { id }, body: { version } };
  const mayAny = ['review', 'return', 'pay', 'post', 'takeBack'].some((one) => abilities[one]);
  if (!mayAny) return null;
  const error = review.error ?? post.error;
  return (
    <div className="fv-screen-only">
      <Card marked="sea">
        <div className="col g12">
          <div className="row g8 wrap">
            {abilities.review ? (
              <Button kind="main" icon="tick" isBusy={review.isUnderWay} onClick={() => void review.act(request)}>
                {t('review')}
              </Button>
            ) : null}
            {abilities.pay ? <PayButton voucher={voucher} /> : null}
            {abilities.post ? (
              <Button kind="main" isBusy={post.isUnderWay} onClick={() => void post.act(request)}>
                {t('post')}
              </Button>
            ) : null}
            {abilities.return ? <ReturnButton voucher={voucher} /> : null}
            {abilities.takeBack ? <Button onClick={() => setTakingBack(true)}>{t('takeBack')}</Button> : null}
          </div>
          {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
        </div>
      </Card>
      {isTakingBack ? <TakeBackDialog voucher={voucher} onClose={() => setTakingBack(false)} /> : null}
    </div>
  );
}
