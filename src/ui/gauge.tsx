import { formatMoney } from './formats';
import { type GaugeAmounts, gaugeShape } from './gauge-geometry';
import './styles/bars.css';
import { useUiTexts } from './ui-texts';

/** Spent, approved, floor, cap and band of money in one line. Say the gap in words beside it: "还差 ¥4,700.00". */
export function Gauge(amounts: GaugeAmounts) {
  const t = useUiTexts();
  const shape = gaugeShape(amounts);
  const money = (amount: bigint | undefined) => ({ amount: formatMoney(amount ?? 0n) });
  const said = [
    t('gauge.spent', money(amounts.spent)),
    amounts.approved ? t('gauge.approved', money(amounts.approved)) : '',
    amounts.floor === undefined ? '' : t('gauge.floor', money(amounts.floor)),
    amounts.cap === undefined ? '' : t('gauge.cap', money(amounts.cap)),
    amounts.band ? t('gauge.band', { from: formatMoney(amounts.band.from), to: formatMoney(amounts.band.to) }) : '',
  ];
  const labels = [
    [shape.floor, said[2]],
    [shape.cap, said[3]],
    [shape.band ? shape.band.left + shape.band.width / 2 : null, said[4]],
  ] as const;
  const edge = (at: number) => (at > 75 ? 'at-end' : at < 25 ? 'at-start' : undefined);
  return (
    <div>
      <div className="gauge" role="img" aria-label={said.filter(Boolean).join('，')}>
        <i className="track" />
        {shape.band ? (
          <i className="band" style={{ left: `${shape.band.left}%`, width: `${shape.band.width}%` }} />
        ) : null}
        {amounts.approved ? <i className="approved" style={{ width: `${shape.reached}%` }} /> : null}
        <i className="spent" style={{ width: `${shape.spent}%` }} />
        {shape.cap === null ? null : <i className="beyond" style={{ left: `${shape.cap}%` }} />}
        {shape.floor === null ? null : <i className="mark" style={{ left: `${shape.floor}%` }} />}
        {shape.cap === null ? null : <i className="mark" style={{ left: `${shape.cap}%` }} />}
      </div>
      {labels.some(([at]) => at !== null) ? (
        <div className="glab" aria-hidden="true">
          {labels.map(([at, words]) =>
            at === null ? null : (
              <span key={words} className={edge(at)} style={{ left: `${at}%` }}>
                {words}
              </span>
            ),
          )}
        </div>
      ) : null}
    </div>
  );
}

/** A share of a whole as a plain bar; the two numbers stand beside it. */
export function Bar({ value, of, tone, label }: { value: number; of: number; tone?: 'kept' | 'late'; label: string }) {
  const percent = of > 0 ? Math.min(100, Math.max(0, (value / of) * 100)) : 0;
  return (
    <div className="bar" role="img" aria-label={label}>
      <i className={tone} style={{ width: `${percent}%` }} />
    </div>
  );
}

/** A target counted in units: one box a unit; filled = verified, hatched = pending, outlined = wanted. */
export function TargetPips(props: { verified: number; pending?: number; from: number; to: number }) {
  const t = useUiTexts();
  const { verified, pending = 0, from, to } = props;
  const boxes = Math.min(24, Math.max(to, verified + pending));
  const look = (at: number): string =>
    at < verified ? 'on' : at < verified + pending ? 'wait' : at >= from - 1 && at < to ? 'band' : '';
  return (
    <div className="pips" role="img" aria-label={t('pips.label', { verified, pending, from, to })}>
      {Array.from({ length: boxes }, (_none, index) => (
        <i key={index} className={look(index)} />
      ))}
    </div>
  );
}
