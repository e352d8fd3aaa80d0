import { dayOf, formatFen, type EndpointResponse } from '#kernel/contract';
import {
  BesideRecord,
  Button,
  Card,
  ErrorState,
  Link,
  Note,
  Segmented,
  Skeleton,
  formatDay,
  useCall,
  useLanguage,
  useParams,
  useSearch,
} from '#ui';
import { ExportButton, PhoneHead } from '#ui/phone';
import { useState } from 'react';
import { exportPublicStatement, showPublicStatement } from '../../../statements/contract';
import { periodOf } from './period';
import { useStatementTexts } from './texts';
import './statement.css';

type Shown = EndpointResponse<typeof showPublicStatement>;
type Line = Shown['result'][number];
const forms = ['result', 'position'] as const;
type Form = (typeof forms)[number];
const isNil = ({ kind, first, second }: Line): boolean =>
  kind === 'figure' && [first, second].every((fen) => fen === null || BigInt(fen) === 0n);

/** The words of a line: what the chart calls its account, or its own. */
function LineName({ line }: { line: Line }) {
  const t = useStatementTexts();
  if (line.name === null) return <>{t.maybe(`lines.${line.key}`) ?? line.key}</>;
  return <span lang="zh-CN">{line.isMinus ? t('minus', { name: line.name }) : line.name}</span>;
}

function Amount({ fen }: { fen: bigint | null }) {
  if (fen === null) return null;
  // Money travels as text, whatever the type of the answer says.
  const value = BigInt(fen);
  return <span className={value < 0n ? 'ps-red' : undefined}>{formatFen(value)}</span>;
}

/** Lines with both of their figures; where a figure is too wide for the screen, the table slides and shows that it does. */
function Sheet({ title, head, ...given }: { title: string; head: readonly [string, string]; lines: readonly Line[] }) {
  const t = useStatementTexts();
  const [isWhole, setWhole] = useState(false);
  const lines = isWhole ? given.lines : given.lines.filter((line) => !isNil(line));
  const hidden = given.lines.length - lines.length;
  return (
    <div className="ps-slide" role="region" aria-label={title} tabIndex={0}>
      <table className="ps-sheet" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{t('columns.item')}</th>
            {head.map((words) => (
              <th key={words} scope="col" className="num">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key} className={line.kind === 'figure' ? undefined : 'b'}>
              <th scope="row" style={{ paddingInlineStart: 16 + line.depth * 12 }}>
                <LineName line={line} />
              </th>
              <td className="num">
                <Amount fen={line.first} />
              </td>
              <td className="num">
                <Amount fen={line.second} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 ? (
        <div className="ps-screen-only">
          <Button size="sm" kind="text" onClick={() => setWhole(true)}>
            {t('public.nil', { count: hidden })}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Figures({ shown, form }: { shown: Shown; form: Form }) {
  const t = useStatementTexts();
  const sides = [t('columns.yearBegin'), t('columns.dayEnd')] as const;
  const flows = [t(`columns.${shown.span}.first`), t(`columns.${shown.span}.second`)] as const;
  if (form === 'result') return <Sheet title={t('forms.result')} head={flows} lines={shown.result} />;
  return (
    <>
      <Sheet title={t('parts.assets')} head={sides} lines={shown.assets} />
      <Sheet title={t('parts.claims')} head={sides} lines={shown.claims} />
    </>
  );
}

/** Which version this is, whether it still is what was published, and which one has taken its place. */
function Standing({ shown }: { shown: Shown }) {
  const t = useStatementTexts();
  const language = useLanguage();
  const { replacedBy } = shown;
  const day = (moment: string) => formatDay(dayOf(new Date(moment)), language);
  return (
    <>
      {replacedBy === null ? null : (
        <Note kind="warn">
          {t('public.replacedBy', { version: replacedBy.version, day: day(replacedBy.publishedAt) })}{' '}
          <Link to={`/disclosure/statements/${replacedBy.id}`}>{t('public.toNewer')}</Link>
        </Note>
      )}
      {shown.isIntact ? null : <Note kind="refuse">{t('public.broken')}</Note>}
    </>
  );
}

/** A published statement as everybody reads it: the figures as they were kept, and what the sheet is. */
export default function PublicStatementPage() {
  const t = useStatementTexts();
  const language = useLanguage();
  const { id = '' } = useParams();
  const [search, change] = useSearch();
  const form: Form = search.form === 'position' ? 'position' : 'result';
  const answer = useCall(showPublicStatement, { params: { id } }, { isKept: true });
  const { data } = answer;
  const title = data ? `${periodOf(data, language)} ${t(`spans.${data.span}`)}` : t('public.title');
  return (
    <>
      <PhoneHead
        title={title}
        back="/disclosure"
        {...(data ? { note: <span lang="zh-CN">{data.unit.name}</span> } : {})}
      />
      <div className="pbody ps-page">
        {answer.isPending ? <Skeleton lines={8} /> : null}
        {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {data ? (
          <>
            <Standing shown={data} />
            <BesideRecord record="ledger.statement" id={id} />
            <div className="ps-screen-only">
              <Segmented
                label={t('pages.form')}
                value={form}
                options={forms.map((value) => ({ value, label: t(`forms.${value}`) }))}
                onChange={(next) => change({ form: next === 'result' ? null : next })}
              />
            </div>
            <Card
              flush
              title={
                <>
                  {t(`forms.${form}`)} <span lang="zh-CN">{data.forms[form]}</span>
                </>
              }
            >
              <p className="dim t13 ps-about">
                <span lang="zh-CN">{data.book.name}</span> · {t('public.until', { day: formatDay(data.on, language) })}{' '}
                · {t('pages.money')}
              </p>
              <Figures shown={data} form={form} />
            </Card>
            <Note>{t(form === 'result' ? 'public.whatResult' : 'public.whatPosition')}</Note>
            <p className="dim t13">
              {t('public.version', { version: data.version })} ·{' '}
              {t('public.published', { day: formatDay(dayOf(new Date(data.publishedAt)), language) })}
              {data.isIntact ? ` · ${t('public.intact')}` : ''} ·{' '}
              <span className="num">{t('public.fingerprint', { hash: data.hash.slice(0, 16) })}</span>
            </p>
            <div className="row g12 wrap ps-screen-only">
              <Button icon="print" onClick={() => print()}>
                {t('public.print')}
              </Button>
              <ExportButton
                endpoint={exportPublicStatement}
                request={{ params: { id }, query: { form } }}
                label={t('public.excel')}
              />
            </div>
          </>
        ) : null}
      </div>
    </>
  );
}
