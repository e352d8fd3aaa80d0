import { FormDialog } from '#engines/roster/web';
import {
  Button,
  ConfirmDialog,
  Field,
  MoneyInput,
  Select,
  TextArea,
  TextInput,
  navigate,
  parseMoney,
  showToast,
  useAct,
  useUiTexts,
} from '#ui';
import { useState } from 'react';
import { type BudgetBoard, decideBudget, dropBudgetDraft, proposeBudget, shiftBudget } from '../../budgets/contract';
import { touched } from './pieces';
import { useBudgetTexts } from './texts';

type Act = 'propose' | 'drop' | 'decide' | 'shift';

/** Approves what was proposed, or hands it back with a word. */
export function DecideDialog(props: {
  title: string;
  effect: string;
  isBusy: boolean;
  error: Error | null;
  onDecide: (isGranted: boolean, words: string) => void;
  onClose: () => void;
}) {
  const t = useBudgetTexts();
  const [words, setWords] = useState('');
  const [isTried, setTried] = useState(false);
  const { title, effect, isBusy, error, onDecide, onClose } = props;
  const isWordless = isTried && words.trim() === '';
  const handBack = (): void => {
    setTried(true);
    if (words.trim() !== '') onDecide(false, words.trim());
  };
  return (
    <FormDialog
      {...{ title, effect, submit: t('approve'), error, isBusy, onClose }}
      onSubmit={() => (onDecide(true, words.trim()), true)}
    >
      <Field label={t('words')} {...(isWordless ? { fault: t('wordsWhy') } : { hint: t('wordsWhy') })} isOptional>
        <TextArea
          maxLength={300}
          value={words}
          placeholder={t('wordsExample')}
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
      <div>
        <Button isBusy={isBusy} onClick={handBack}>
          {t('handBack')}
        </Button>
      </div>
    </FormDialog>
  );
}

/** Asks for a part of a ceiling to be given to another line. */
function ShiftDialog({ board, onClose }: { board: BudgetBoard; onClose: () => void }) {
  const t = useBudgetTexts();
  const ui = useUiTexts();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(shiftBudget, {
    changes: touched,
    onDone: () => (showToast(t('shiftAsked')), onClose()),
  });
  const movable = board.lines.filter((line) => !line.isClosed && 'ceiling' in line.target);
  const options = movable.map((line) => ({ value: line.id, label: line.name }));
  const fen = parseMoney(amount);
  const missing = (isMissing: boolean) => (isTried && isMissing ? ui('field.missing') : undefined);
  const submit = (): boolean => {
    setTried(true);
    if (from === '' || to === '' || fen === null || fen <= 0n || reason.trim() === '') return false;
    const body = { fromLineId: from, toLineId: to, amount: fen, reason: reason.trim() };
    void act({ params: { id: board.id }, body });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('shift'), note: t('shiftNote'), submit: t('ask'), error, isBusy: isUnderWay, onClose }}
      onSubmit={submit}
    >
      <Field label={t('shiftFrom')} width="half" fault={missing(from === '')}>
        <Select
          blank={t('chooseLine')}
          options={options}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
      </Field>
      <Field label={t('shiftTo')} width="half" fault={missing(to === '')}>
        <Select
          blank={t('chooseLine')}
          options={options.filter((one) => one.value !== from)}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </Field>
      <Field label={t('amount')} fault={isTried && (fen === null || fen <= 0n) ? t('amountWrong') : undefined}>
        <MoneyInput value={amount} onChange={(event) => setAmount(event.target.value)} />
      </Field>
      <Field label={t('reason')} fault={missing(reason.trim() === '')}>
        <TextInput maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

function ActDialog({ board, act, onClose }: { board: BudgetBoard; act: Act; onClose: () => void }) {
  const t = useBudgetTexts();
  const open = board.open!;
  const at = { params: { id: board.id } };
  const { version } = open ?? { version: 1 };
  const done = (words: string) => ({ changes: touched, onDone: () => (showToast(words), onClose()) });
  const propose = useAct(proposeBudget, done(t('proposed')));
  const drop = useAct(dropBudgetDraft, done(t('dropped')));
  const decide = useAct(decideBudget, done(t('decided')));
  if (act === 'shift') return <ShiftDialog board={board} onClose={onClose} />;
  if (act === 'decide')
    return (
      <DecideDialog
        {...{ title: t('decideTitle', { number: open.number }), effect: t('decideEffect'), onClose }}
        {...{ isBusy: decide.isUnderWay, error: decide.error }}
        onDecide={(isGranted, words) => void decide.act({ ...at, body: { isGranted, words, version } })}
      />
    );
  const one = act === 'propose' ? propose : drop;
  return (
    <ConfirmDialog
      {...{ title: t(act), confirm: t(act), error: one.error, isBusy: one.isUnderWay, onClose }}
      onConfirm={() => void one.act({ ...at, body: { version } })}
    >
      <p>{t(`${act}Effect`)}</p>
    </ConfirmDialog>
  );
}

/** What may be done with a budget as it stands; one of it is the main act. */
export function BoardActs({ board }: { board: BudgetBoard }) {
  const t = useBudgetTexts();
  const [act, setAct] = useState<Act | null>(null);
  const { abilities, open, inForce } = board;
  const writeWords = open !== null ? t('writeOn') : inForce === null ? t('write') : t('adjust');
  return (
    <>
      {abilities.shift ? <Button onClick={() => setAct('shift')}>{t('shift')}</Button> : null}
      {abilities.drop ? <Button onClick={() => setAct('drop')}>{t('drop')}</Button> : null}
      {abilities.edit ? (
        <Button icon="edit" onClick={() => navigate(`/finance/budgets/${board.id}/draft`)}>
          {writeWords}
        </Button>
      ) : null}
      {abilities.propose ? (
        <Button kind="main" onClick={() => setAct('propose')}>
          {t('propose')}
        </Button>
      ) : null}
      {abilities.decide ? (
        <Button kind="main" onClick={() => setAct('decide')}>
          {t('decide')}
        </Button>
      ) : null}
      {act === null ? null : <ActDialog board={board} act={act} onClose={() => setAct(null)} />}
    </>
  );
}
