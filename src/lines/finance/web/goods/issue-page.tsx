import { formatFen, isDay } from '#kernel/contract';
import { FormDialog } from '#engines/roster/web';
import { Button, Card, Checkbox, DayInput, ErrorState, Field, Skeleton, formatDay, showToast } from '#ui';
import { useAct, useCall, useLanguage, useParams, useToday, useUiTexts } from '#ui';
import { type Column, PageHead, Table } from '#ui/desktop';
import { useState } from 'react';
import { type GoodsIssue, type GoodsMove, showGoodsIssue, signGoods } from '../../goods/contract';
import { changes } from './move-dialogs';
import { asFen } from './pieces';
import { useGoodsTerms, useGoodsTexts } from './texts';

/** Who has signed on paper. */
function SignDialog({ issue, onClose }: { issue: GoodsIssue; onClose: () => void }) {
  const t = useGoodsTexts();
  const ui = useUiTexts();
  const [on, setOn] = useState(useToday());
  const open = issue.moves.filter((move) => move.signedOn === null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(open.map((move) => move.id)));
  const { act, error, isUnderWay } = useAct(signGoods, {
    changes,
    onDone: () => (showToast(t('list.signed')), onClose()),
  });
  const submit = (): boolean => {
    const isFit = isDay(on) && chosen.size > 0;
    if (isFit) void act({ params: { id: issue.id }, body: { on, moveIds: [...chosen] } });
    return isFit;
  };
  const turn = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <FormDialog
      {...{ title: t('list.signAll'), submit: t('list.signAll'), effect: t('list.signWhat'), error }}
      {...{ isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      <Field label={t('issue.on')} fault={isDay(on) ? undefined : ui('field.dayWrong')}>
        <DayInput value={on} onChange={setOn} />
      </Field>
      {open.map((move) => (
        <Checkbox
          key={move.id}
          label={
            <span lang="zh-CN">{[move.person?.name ?? '', move.unit, move.quantity.replace('-', '')].join(' ')}</span>
          }
          checked={chosen.has(move.id)}
          onChange={() => turn(move.id)}
        />
      ))}
    </FormDialog>
  );
}

/** The list that receivers sign, as it is printed. */
export default function IssuePage() {
  const t = useGoodsTexts();
  const terms = useGoodsTerms();
  const language = useLanguage();
  const { issueId = '' } = useParams();
  const [isSigning, setSigning] = useState(false);
  const answer = useCall(showGoodsIssue, { params: { id: issueId } });
  const issue = answer.data?.id === issueId ? answer.data : undefined;
  if (!issue)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const columns: readonly Column<GoodsMove>[] = [
    { key: 'number', label: terms('columns.number'), cell: (row) => issue.moves.indexOf(row) + 1 },
    { key: 'person', label: t('issue.person'), cell: (row) => <span lang="zh-CN">{row.person?.name ?? '—'}</span> },
    { key: 'unit', label: t('issue.unit'), cell: (row) => <span lang="zh-CN">{row.unit}</span> },
    {
      ...{ key: 'quantity', label: terms('columns.quantity'), isNumber: true },
      cell: (row) => row.quantity.replace('-', ''),
    },
    {
      ...{ key: 'signed', label: t('list.signature') },
      cell: (row) => (
        <span className="fg-sign nw">
          {row.signedOn === null ? '' : t('list.signedOn', { day: formatDay(row.signedOn, language) })}
        </span>
      ),
    },
  ];
  const { goods, quantity, value } = issue;
  return (
    <>
      <PageHead
        title={`${t('list.title')} · ${goods.name}`}
        note={`${issue.words} · ${formatDay(issue.on, language)}`}
        crumbs={[
          { label: terms('title'), to: '/finance/goods' },
          { label: goods.name, to: `/finance/goods/${goods.id}` },
        ]}
        acts={
          <>
            <Button icon="print" onClick={() => print()}>
              {t('list.print')}
            </Button>
            {issue.abilities.sign ? (
              <Button kind="main" onClick={() => setSigning(true)}>
                {t('list.signAll')}
              </Button>
            ) : null}
          </>
        }
      />
      <p>
        {t('list.store')} <span lang="zh-CN">{issue.store}</span> · {t('list.sum')} {quantity}{' '}
        <span lang="zh-CN">{goods.measure}</span>
        <span className="fg-only-screen"> · {formatFen(asFen(value))}</span>
      </p>
      <Card flush>
        <Table label={t('list.title')} columns={columns} rows={issue.moves} keyOf={(row) => row.id} />
      </Card>
      <p>
        {t('list.handedOutBy')} <span lang="zh-CN">{issue.handedOutBy}</span>
      </p>
      {isSigning ? <SignDialog issue={issue} onClose={() => setSigning(false)} /> : null}
    </>
  );
}
