import { type EndpointResponse, isDay } from '#kernel/contract';
import { FormDialog } from '#engines/roster/web';
import {
  Button,
  Card,
  DayInput,
  ErrorState,
  Field,
  Link,
  Note,
  Skeleton,
  TextInput,
  formatDay,
  formatMoment,
  navigate,
  showToast,
  useAct,
  useLanguage,
  useParams,
  useToday,
  useUiTexts,
} from '#ui';
import { PageHead } from '#ui/desktop';
import { type ReactNode, useState } from 'react';
import { listEntries, reverseEntry, showEntry } from '../../entries/contract';
import { at } from '../addresses';
import { AccountName, Amount, asFen, EntryKind, PrintButton, useCrumbs, useSettled } from '../pieces';
import { PaperHead } from '../paper-head';
import { useBookTexts } from '../texts';
import { LineHeads } from './line-heads';
import '../books.css';

type Entry = EndpointResponse<typeof showEntry>;
type Other = NonNullable<Entry['reverses']>;

function useTitle() {
  const t = useBookTexts();
  return ({ month, voucherNumber }: Pick<Other, 'month' | 'voucherNumber'>) =>
    voucherNumber === null ? t('entryWaits') : t('entryTitle', { month, number: voucherNumber });
}

function ReverseDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const t = useBookTexts();
  const ui = useUiTexts();
  const [on, setOn] = useState(useToday());
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(reverseEntry, {
    changes: [showEntry, listEntries],
    onDone: ({ id }) => (showToast(t('reverseDone')), navigate(at.entry(id))),
  });
  const submit = (): boolean => {
    setTried(true);
    if (!isDay(on) || reason.trim().length < 2) return false;
    void act({ params: { id: entry.id }, body: { on, reason: reason.trim() } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('reverseTitle'), submit: t('reverse'), effect: t('reverseEffect'), error, isBusy: isUnderWay }}
      {...{ onSubmit: submit, onClose }}
    >
      <Field label={t('reverseDay')} fault={isTried && !isDay(on) ? ui('field.dayWrong') : undefined}>
        <DayInput value={on} onChange={setOn} />
      </Field>
      <Field label={t('reason')} fault={isTried && reason.trim().length < 2 ? ui('field.missing') : undefined}>
        <TextInput
          maxLength={200}
          value={reason}
          placeholder={t('reasonExample')}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

function Facts({ entry }: { entry: Entry }) {
  const t = useBookTexts();
  const language = useLanguage();
  const title = useTitle();
  const { source, seal } = entry;
  const recordedAt = formatMoment(entry.recordedAt, language);
  const other = (one: Other | null) =>
    one === null ? null : (
      <Link to={at.entry(one.id)}>
        {title(one)} · {formatDay(one.on, language)}
      </Link>
    );
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('book'), <Link key="book" to={at.book(entry.book.id)} children={<span lang="zh-CN">{entry.book.name}</span>} />],
    [t('day'), formatDay(entry.on, language)],
    [t('entryKind'), <EntryKind key="kind" kind={entry.kind} />],
    [
      t('sourceOf'),
      source.to === null ? (
        <span className="dim">{source.title ?? '—'}</span>
      ) : (
        <Link to={source.to}>
          <span lang="zh-CN">{source.title}</span>
        </Link>
      ),
    ],
    [t('reverses'), other(entry.reverses)],
    [t('reversedBy'), other(entry.reversedBy)],
    [
      t('recorded'),
      entry.recordedBy === null ? (
        t('bySystem', { at: recordedAt })
      ) : (
        <span lang="zh-CN">{t('by', { name: entry.recordedBy, at: recordedAt })}</span>
      ),
    ],
    [t('seal'), seal === null ? null : t('sealText', { position: seal.position, hash: seal.hash.slice(0, 16) })],
  ];
  return (
    <Card>
      <dl className="lb-facts">
        {facts.map(([label, value]) =>
          value === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </Card>
  );
}

type Line = Entry['lines'][number];

/** What else a line names: its budget line, its promise of the plan. */
function Tags({ line }: { line: Line }) {
  const t = useBookTexts();
  return (
    <>
      {line.budgetLine ? (
        <div className="dim t12">
          {t('budgetLine')} <span lang="zh-CN">{line.budgetLine.name ?? t('someTag')}</span>
        </div>
      ) : null}
      {line.commitment ? (
        <div className="dim t12">
          {t('commitment')}{' '}
          {line.commitment.name === null ? (
            t('someTag')
          ) : (
            <Link to={`/plan/commitments/${line.commitment.id}`}>
              <span lang="zh-CN">{line.commitment.name}</span>
            </Link>
          )}
        </div>
      ) : null}
    </>
  );
}

function LineRow({ line, on }: { line: Line; on: string }) {
  const t = useBookTexts();
  return (
    <tr>
      <td>
        <Link to={at.account(line.accountId, { to: on })}>
          <AccountName code={line.code} name={line.accountName} />
        </Link>
        <Tags line={line} />
      </td>
      <td>
        {line.party === null ? null : (
          <Link to={at.account(line.accountId, { partyId: line.party.id })}>
            {line.party.name === null ? t('hidden') : <span lang="zh-CN">{line.party.name}</span>}
          </Link>
        )}
      </td>
      <td lang="zh-CN">{line.words}</td>
      <td className="num">
        <Amount fen={line.debit} />
      </td>
      <td className="num">
        <Amount fen={line.credit} />
      </td>
    </tr>
  );
}

function Lines({ entry }: { entry: Entry }) {
  const t = useBookTexts();
  const sum = (side: 'debit' | 'credit') => entry.lines.reduce((all, line) => all + asFen(line[side] ?? 0n), 0n);
  return (
    <Card flush title={t('lines')} note={<span lang="zh-CN">{entry.words}</span>}>
      <div className="scroll-x">
        <table className="lb-table" aria-label={t('lines')}>
          <LineHeads />
          <tbody>
            {entry.lines.map((line) => (
              <LineRow key={line.line} line={line} on={entry.on} />
            ))}
          </tbody>
          <tfoot>
            <tr className="lb-sum">
              <td colSpan={3}>{t('totals')}</td>
              <td className="num">
                <Amount fen={sum('debit')} isNilShown />
              </td>
              <td className="num">
                <Amount fen={sum('credit')} isNilShown />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Card>
  );
}

/** An entry: its lines, what brought it about, what took it back, and its place in the chain. */
export default function EntryPage() {
  const t = useBookTexts();
  const title = useTitle();
  const crumbs = useCrumbs();
  const { entryId = '' } = useParams();
  const [isReversing, setReversing] = useState(false);
  const answer = useSettled(showEntry, { params: { id: entryId } }, ({ voucherNumber }) =>
    voucherNumber === null ? 1 : 0,
  );
  const entry = answer.data;
  if (!entry)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const waits = entry.voucherNumber === null;
  return (
    <>
      <PageHead
        title={title(entry)}
        note={entry.isReversed ? t('isReversed') : undefined}
        crumbs={[...crumbs(entry.book), { label: t('journal'), to: at.part(entry.book.id, 'entries') }]}
        acts={
          <>
            {entry.abilities.reverse ? <Button onClick={() => setReversing(true)}>{t('reverse')}</Button> : null}
            <PrintButton waiting={waits ? 1 : 0} />
          </>
        }
      />
      <div className="lb-sheet col g16">
        <PaperHead book={entry.book.name} title={title(entry)} note={entry.book.unit.name} />
        {waits ? <Note>{t('waitsNote')}</Note> : null}
        <Facts entry={entry} />
        <Lines entry={entry} />
      </div>
      {isReversing ? <ReverseDialog entry={entry} onClose={() => setReversing(false)} /> : null}
    </>
  );
}
