import { type EventRow, getEvent, getSignInSheet } from '../../../contract';
import {
  Button,
  Card,
  ErrorState,
  Field,
  Segmented,
  Skeleton,
  TextInput,
  formatWindow,
  useCall,
  useLanguage,
  useParams,
  useSearch,
  useSession,
} from '#ui';
import { PageHead } from '#ui/desktop';
import { useEditionName } from '../../edition-name';
import { clockOf, daysOf, whenWords } from '../../event-days';
import '../../styles/sheet.css';
import { useScheduleTexts } from '../../texts';

const kinds = ['empty', 'placed', 'came'] as const;
type Kind = (typeof kinds)[number];

interface Line {
  name: string;
  unitName: string | null;
  checkedInAt: string | null;
}
const blankLine: Line = { name: '', unitName: null, checkedInAt: null };

/** About one page of A4 below the head. */
const ROWS_OF_A_PAGE = 24;
const MOST_BLANK = 500;

/** The sheet that the address asks for: which names, and how many empty rows below them. */
function useSheet() {
  const { id } = useParams<'id'>();
  const [search, change] = useSearch();
  const kind = kinds.find((one) => one === search.of) ?? 'empty';
  const fallback = kind === 'empty' ? ROWS_OF_A_PAGE : kind === 'placed' ? 5 : 0;
  const asked = /^\d{1,3}$/.test(search.rows ?? '') ? Number(search.rows) : fallback;
  const event = useCall(getEvent, { params: { id } });
  const names = useCall(
    getSignInSheet,
    { params: { id }, query: { of: kind === 'empty' ? 'placed' : kind } },
    { enabled: kind !== 'empty' },
  );
  const named: readonly Line[] = kind === 'empty' ? [] : (names.data?.lines ?? []);
  const blank = Math.min(asked, MOST_BLANK);
  return {
    kind,
    blank,
    event,
    change,
    error: event.error ?? (kind === 'empty' ? null : names.error),
    again: () => void (event.refetch(), kind === 'empty' ? undefined : names.refetch()),
    isLoading: !event.data || event.data.id !== id || (kind !== 'empty' && !names.data),
    lines: [...named, ...Array.from({ length: blank }, () => blankLine)],
    named: named.length,
  };
}

function Choices({ sheet }: { sheet: ReturnType<typeof useSheet> }) {
  const t = useScheduleTexts();
  const { kind, blank, change, named } = sheet;
  return (
    <div className="si-choices">
      <Segmented<Kind>
        label={t('sheet.which')}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`sheet.of_${value}`) }))}
        onChange={(next) => change({ of: next === 'empty' ? null : next, rows: null }, { replace: true })}
      />
      <Field label={t('sheet.blankRows')}>
        <TextInput
          type="number"
          min={0}
          max={MOST_BLANK}
          className="num si-rows"
          value={String(blank)}
          onChange={(event) => change({ rows: event.target.value || '0' }, { replace: true })}
        />
      </Field>
      {kind !== 'empty' && named === 0 ? <span className="dim t13">{t(`sheet.none_${kind}`)}</span> : null}
    </div>
  );
}

/** Paper is looked at in later years: its day names its year, whatever year it is today. */
const NO_YEAR = '0000-01-01';

/** What stands above the rows: which event, when, where, who holds it. */
function SheetHead({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  const language = useLanguage();
  const nth = useEditionName();
  const { organisation } = useSession().hello;
  const { from, to } = daysOf(event);
  const holder = event.organiser.kind === 'outside' ? (event.organiser.name ?? '') : event.unit.name;
  const facts: readonly [string, string][] = [
    [t('list.when'), event.startsAt ? whenWords(event, language, NO_YEAR) : formatWindow(from, to, language)],
    [t('list.place'), event.place],
    [t('sheet.holder'), holder],
  ];
  return (
    <>
      {organisation ? <p className="si-house">{organisation}</p> : null}
      <h2>
        {event.title}
        {event.series ? ` · ${event.series.name} ${nth(event.series.edition)}` : ''} {t('sheet.title')}
      </h2>
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const columns = ['number', 'name', 'unit', 'signature', 'time', 'remark'] as const;

function Rows({ lines }: { lines: readonly Line[] }) {
  const t = useScheduleTexts();
  return (
    <table>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" className={`si-${column}`}>
              {t(`sheet.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <tr key={index}>
            <td className="si-number">{index + 1}</td>
            <td>{line.name}</td>
            <td>{line.unitName}</td>
            <td />
            <td className="si-time">{line.checkedInAt ? clockOf(line.checkedInAt) : ''}</td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The sign-in sheet of an event for print, empty or with names; the browser's own print makes paper or a PDF of it. */
export default function SheetPage() {
  const t = useScheduleTexts();
  const sheet = useSheet();
  const { event, error, isLoading, again, lines } = sheet;
  const row = event.data;
  return (
    <>
      <PageHead
        title={t('sheet.title')}
        crumbs={[
          { label: t('nav.events'), to: '/events' },
          ...(row ? [{ label: row.title, to: `/events/${row.id}` }] : []),
        ]}
        acts={
          <Button kind="main" icon="print" onClick={() => print()}>
            {t('sheet.print')}
          </Button>
        }
      />
      <Card>
        <Choices sheet={sheet} />
      </Card>
      {error ? (
        <ErrorState error={error} onRetry={again} />
      ) : isLoading || !row ? (
        <Skeleton lines={10} />
      ) : (
        <section className="si-sheet">
          <SheetHead event={row} />
          <Rows lines={lines} />
        </section>
      )}
    </>
  );
}
