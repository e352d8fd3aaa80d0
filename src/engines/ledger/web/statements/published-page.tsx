import { formatFen, type EndpointResponse } from '#kernel/contract';
import {
  BesideRecord,
  Card,
  ErrorState,
  Note,
  Segmented,
  Skeleton,
  ButtonLink,
  formatDay,
  formatMoment,
  useCall,
  useLanguage,
  useParams,
  useSearch,
} from '#ui';
import { PageHead, Table, type Column } from '#ui/desktop';
import { type StatementDifference, showPublished } from '../../statements/contract';
import { at } from '../addresses';
import { usePaperTexts } from '../paper-texts';
import { AccountName, asFen, PrintButton, useCrumbs } from '../pieces';
import { StatementSheet, forms, useFormOfPage } from './sheet';
import '../books.css';

type Published = EndpointResponse<typeof showPublished>;

/** What the books say otherwise today, line by line. */
function Differences({ published }: { published: Published }) {
  const t = usePaperTexts();
  const { differences, span } = published;
  if (differences.length === 0) return <Note>{t('statements.pages.same')}</Note>;
  const columnName = ({ part, column }: StatementDifference) =>
    part === 'result'
      ? t(`statements.columns.${span}.${column}`)
      : t(`statements.columns.${column === 'first' ? 'yearBegin' : 'dayEnd'}`);
  const columns: readonly Column<StatementDifference>[] = [
    {
      key: 'line',
      label: t('statements.pages.line'),
      cell: (one) =>
        one.name === null ? (
          (t.maybe(`statements.lines.${one.key}`) ?? one.key)
        ) : (
          <AccountName code={one.key} name={one.name} />
        ),
    },
    { key: 'column', label: t('statements.pages.column'), cell: columnName },
    { key: 'then', label: t('statements.pages.then'), isNumber: true, cell: (one) => formatFen(asFen(one.then)) },
    { key: 'now', label: t('statements.pages.now'), isNumber: true, cell: (one) => formatFen(asFen(one.now)) },
    {
      key: 'by',
      label: t('statements.pages.by'),
      isNumber: true,
      cell: (one) => formatFen(asFen(one.now) - asFen(one.then)),
    },
  ];
  return (
    <Card title={t('statements.pages.changed', { count: differences.length })} flush>
      <Table
        label={t('statements.pages.changed', { count: differences.length })}
        columns={columns}
        rows={differences}
        keyOf={(one) => `${one.part} ${one.key} ${one.column}`}
      />
    </Card>
  );
}

/** A statement as it was published, whether it still is what its fingerprint says, and what has changed since. */
export default function PublishedPage() {
  const t = usePaperTexts();
  const language = useLanguage();
  const crumbs = useCrumbs();
  const { statementId = '' } = useParams();
  const [, change] = useSearch();
  const form = useFormOfPage();
  const answer = useCall(showPublished, { params: { id: statementId } });
  const shown = answer.data;
  if (!shown)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const now = at.part(shown.book.id, 'statements', { on: shown.on, span: shown.span === 'year' ? 'year' : null });
  return (
    <>
      <PageHead
        title={`${formatDay(shown.on, language)} ${t(`statements.spans.${shown.span}`)}`}
        note={t('statements.pages.version', { version: shown.version })}
        crumbs={[...crumbs(shown.book), { label: t('statements.pages.title'), to: now }]}
        acts={
          <>
            <ButtonLink to={now}>{t('statements.pages.back')}</ButtonLink>
            <PrintButton waiting={0} />
          </>
        }
      />
      <div className="lb-screen-only">
        <Note kind={shown.isIntact ? 'info' : 'refuse'}>
          {t(shown.isIntact ? 'statements.pages.intact' : 'statements.pages.broken')} ·{' '}
          {t('statements.pages.publishedBy', {
            name: shown.publishedBy,
            at: formatMoment(shown.publishedAt, language),
          })}{' '}
          · {t('statements.pages.chain', { position: shown.chainPosition })} ·{' '}
          <span className="num" title={shown.hash}>
            {t('statements.pages.hash', { hash: shown.hash.slice(0, 16) })}
          </span>
        </Note>
      </div>
      <BesideRecord record="ledger.statement" id={statementId} />
      <div className="lb-screen-only">
        <Segmented
          label={t('statements.pages.form')}
          value={form}
          options={forms.map((value) => ({ value, label: t(`statements.forms.${value}`) }))}
          onChange={(next) => change({ form: next === 'position' ? null : next, line: null })}
        />
      </div>
      <div className="lb-sheet">
        <StatementSheet shown={shown} form={form} />
        <p className="lb-paper-only">
          {t('statements.pages.version', { version: shown.version })} ·{' '}
          {t('statements.pages.chain', { position: shown.chainPosition })} ·{' '}
          {t('statements.pages.hash', { hash: shown.hash })}
        </p>
      </div>
      <div className="lb-screen-only">
        <Differences published={shown} />
      </div>
    </>
  );
}
