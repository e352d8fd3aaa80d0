import type { BoardRow, Target } from '../../../contract';
import { Bar, Figure, Gauge, HowItCameAbout, TargetPips, formatMoney, formatNumber, useLanguage } from '#ui';
import { type PlanTexts, usePlanTexts } from '../../texts';
import { type Figure as PlanFigure, figureParts, unitWord, useWords } from '../../words';
import { type CommitmentPage, explanationOf } from '../explanation';
import { GrowthChart } from './growth-chart';

/** The figure now, how it came about, how far it is from what was promised, and how it grew over the year. */
export function FigureCard({ page, today }: { page: CommitmentPage; today: string }) {
  const t = usePlanTexts();
  const language = useLanguage();
  const { row } = page;
  if (!row.figure) return <NoFigure row={row} rule={page.howItCameAbout.rule} />;
  const counted = page.figureRows.filter((one) => one.isCounted && one.day);
  return (
    <section className={counted.length > 1 ? 'card plan-figure' : 'card plan-figure single'}>
      <div className="plan-figure-now">
        <div className="row">
          <span className="t13">{t('board.figureNow')}</span>
          <span className="sp" />
          <HowItCameAbout explain={explanationOf(page, t, language)} />
        </div>
        <BigFigure figure={row.figure} />
        <Reached figure={row.figure} target={row.target} />
      </div>
      {counted.length > 1 ? <GrowthChart page={page} today={today} /> : null}
    </section>
  );
}

function NoFigure({ row, rule }: { row: BoardRow; rule: string }) {
  const t = usePlanTexts();
  const why =
    row.state === 'in_words'
      ? t('commitment.inWords')
      : row.state === 'not_begun'
        ? t('commitment.notBegun')
        : t('commitment.noMeasure');
  return (
    <section className="card plan-figure single">
      <div className="plan-figure-now">
        <span className="t13">{t('board.figureNow')}</span>
        <b className="plan-none">
          {row.state === 'in_words' ? t('commitment.evidenceCount', { count: row.evidenceCount }) : '—'}
        </b>
        <p className="dim t13">{rule || why}</p>
      </div>
    </section>
  );
}

function BigFigure({ figure }: { figure: PlanFigure }) {
  const t = usePlanTexts();
  const { unit } = figureParts(figure, t);
  const of = figure.of === null ? 0 : Number(figure.of);
  if (figure.of === null || of === 0) {
    const { value } = figureParts(figure, t);
    return (
      <div className="plan-big">
        <Figure big value={value} unit={unit ? ` ${unit}` : ''} to="?rows=counted" />
      </div>
    );
  }
  const percent = ((Number(figure.value) / of) * 100).toFixed(1).replace(/\.0$/, '');
  const print = (value: string) => (figure.unit === 'fen' ? formatMoney(value) : formatNumber(value));
  return (
    <>
      <div className="plan-big">
        {percent}
        <span>%</span>
      </div>
      <div className="row g8 plan-both">
        <Figure value={print(figure.value)} unit={unit} to="?rows=counted" />
        <span className="dim">÷</span>
        <Figure value={print(figure.of)} unit={unit} to="?rows=all" />
      </div>
    </>
  );
}

/** What is still missing, in words. */
function gapWords(figure: PlanFigure, target: Target | null, t: PlanTexts): string {
  const value = Number(figure.value);
  const gap = (least: number, print: (missing: number) => string) =>
    value >= least ? t('commitment.reached') : t('commitment.gap', { gap: print(least - value) });
  const plain = (missing: number) => `${formatNumber(missing)} ${unitWord(figure.unit, missing, t)}`;
  if (target?.type === 'money' && target.minFen !== null && !target.isAbout)
    return gap(Number(target.minFen), (missing) => formatMoney(String(missing)));
  if (target?.type === 'count' && target.min !== null) return gap(target.min, plain);
  if (target?.type === 'held') return gap(target.times, plain);
  return figure.of === null
    ? ''
    : gap(Number(figure.of), figure.unit === 'fen' ? (missing) => formatMoney(String(missing)) : plain);
}

function Reached({ figure, target }: { figure: PlanFigure; target: Target | null }) {
  const { t, target: say } = useWords();
  const aim = say(target);
  const value = Number(figure.value);
  const gap = gapWords(figure, target, t);
  return (
    <>
      <div className="plan-reach">
        {target?.type === 'money' ? (
          <MoneyReach spent={figure.value} target={target} />
        ) : target?.type === 'count' && (target.max ?? target.min) !== null ? (
          <TargetPips verified={value} from={target.min ?? 1} to={target.max ?? target.min ?? 1} />
        ) : figure.of !== null ? (
          <Bar
            value={value}
            of={Number(figure.of)}
            label={`${figure.value} / ${figure.of}`}
            {...(value >= Number(figure.of) ? { tone: 'kept' as const } : {})}
          />
        ) : null}
      </div>
      <div className="row t12 dim">
        {aim ? <span>{t('commitment.target', { target: aim })}</span> : null}
        <span className="sp" />
        <span className="ink">{gap}</span>
      </div>
    </>
  );
}

/** Money between its ends; an amount that is only about right has a band of a tenth on each side. */
function MoneyReach({ spent, target }: { spent: string; target: Extract<Target, { type: 'money' }> }) {
  const amount = BigInt(spent.split('.')[0] ?? '0');
  const min = target.minFen === null ? undefined : BigInt(target.minFen);
  const max = target.maxFen === null ? undefined : BigInt(target.maxFen);
  const middle = min ?? max;
  if (target.isAbout && middle !== undefined)
    return <Gauge spent={amount} band={{ from: (middle * 9n) / 10n, to: (middle * 11n) / 10n }} />;
  return (
    <Gauge spent={amount} {...(min === undefined ? {} : { floor: min })} {...(max === undefined ? {} : { cap: max })} />
  );
}
