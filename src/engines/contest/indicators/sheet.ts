import { AppError, audit, errorText, readWorkbook, text, userOf, writeWorkbook, XLSX, FileAnswer } from '#kernel';
import type { Context, WorkbookCell, WorkbookColumn } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { restSheet, unitsOn } from '#engines/roster';
import { may } from '#kernel';
import { decimal } from '../ranking/decimals';
import type * as contract from './contract-readings';
import { isNumber } from './listing';
import { periodOf, type Period } from './periods';
import { unitFor } from './policy';
import { indicatorsFor } from './present';
import { judgeFigure, latest, writeReadings } from './readings';
import type { IndicatorRecord } from './store';
import * as store from './store-readings';

const MOST_ROWS = 2000;
const MOST_FAULTS = 200;
const unitHeads = ['单位', 'unit'];
const reasonHeads = ['更正原因', '原因', 'reason'];

interface Unit {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly validTo: string | null;
}

interface Ground {
  readonly period: Period;
  readonly units: readonly Unit[];
  readonly indicators: readonly IndicatorRecord[];
}

/** The units of a sheet are those below a unit for which the person enters; its columns the indicators read by such periods. */
async function groundOf(ctx: Context, query: { unitId: string; period: string }): Promise<Ground> {
  const period = periodOf(query.period)!;
  const above = await unitFor(ctx, query.unitId, 'contest.reading.enter');
  const units = (await unitsOn(ctx, { day: ctx.clock.today(), under: above.path })).filter(({ path }) =>
    may(ctx.user, 'contest.reading.enter', path),
  );
  const indicators = (await indicatorsFor(ctx, above)).filter(
    ({ formula, rhythm }) => formula === '' && rhythm === period.kind,
  );
  return { period, units, indicators };
}

const headOf = ({ name, measuredIn }: IndicatorRecord): string =>
  measuredIn === '' ? name : `${name}（${measuredIn}）`;

export async function getReadingTemplate(ctx: Context, query: { unitId: string; period: string }): Promise<FileAnswer> {
  const { period, units, indicators } = await groundOf(ctx, query);
  const say = (key: string, params: Record<string, unknown> = {}) =>
    text(ctx.language, `contest:indicators.sheet.${key}`, params);
  const title = say('title', { period: period.key });
  const column = (indicator: IndicatorRecord): WorkbookColumn<Unit> => ({
    ...{ key: indicator.key, title: headOf(indicator), kind: 'text', width: 18, value: () => null },
  });
  const { bytes } = await writeWorkbook<Unit>({
    ...{ title, note: say('note'), author: userOf(ctx).name, at: ctx.clock.now(), sumWord: '', say: (key) => key },
    columns: [
      { key: 'unit', title: say('unit'), kind: 'text', width: 28, value: ({ name }) => name },
      ...indicators.map(column),
      { key: 'reason', title: say('reason'), kind: 'text', width: 32, hint: say('reasonHint'), value: () => null },
    ],
    rows: [units],
  });
  return new FileAnswer(bytes, XLSX, `${title}.xlsx`);
}

function textOf(cell: WorkbookCell | null | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell.kind === 'number') return cell.digits;
  return cell.kind === 'text' || cell.kind === 'fault' ? cell.text.trim() : '';
}

interface SheetRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Refuses: a file that has no row of heads with units and an indicator (contest.sheet_unreadable), or too many rows. */
async function readSheet(
  bytes: Uint8Array,
  indicators: readonly IndicatorRecord[],
): Promise<{ heads: readonly string[]; rows: readonly SheetRow[] }> {
  const isHeads = (cells: readonly string[]): boolean =>
    cells.some((cell) => unitHeads.includes(cell.toLowerCase())) && indicators.some((one) => placeOf(cells, one) >= 0);
  let heads: readonly string[] | null = null;
  const rows: SheetRow[] = [];
  for await (const piece of (await readWorkbook(bytes, 'figures.xlsx')).rows)
    for (const { number, cells: raw } of piece) {
      const cells = raw.map(textOf);
      if (heads === null) heads = isHeads(cells) ? cells : null;
      else if (cells.some((cell) => cell !== '')) rows.push({ line: number, cells });
      if (rows.length > MOST_ROWS) throw new AppError('contest.sheet_too_long', { limit: MOST_ROWS });
    }
  if (heads === null) throw new AppError('contest.sheet_unreadable');
  return { heads, rows };
}

/** A column is the indicator's by its name, with or without its unit of measure, or by its key. */
function placeOf(heads: readonly string[], indicator: IndicatorRecord): number {
  const known = [headOf(indicator), indicator.name, indicator.key, `${indicator.name}(${indicator.measuredIn})`];
  return heads.findIndex((head) => known.includes(head));
}

interface CellFault {
  readonly line: number;
  readonly unit: string;
  readonly indicator: string;
  readonly text: string;
  readonly reason: string;
}

interface Judged {
  readonly heads: readonly string[];
  readonly rows: readonly SheetRow[];
  readonly readings: readonly store.NewReading[];
  readonly unchanged: number;
  readonly faults: readonly CellFault[];
  readonly indicators: ReadonlyMap<string, IndicatorRecord>;
}

/** Judges every filled cell by itself, so that one slip holds nothing else up. What stands already is left alone. */
async function judgeSheet(ctx: Context, query: { unitId: string; period: string }, bytes: Uint8Array): Promise<Judged> {
  const { period, units, indicators } = await groundOf(ctx, query);
  const { heads, rows } = await readSheet(bytes, indicators);
  const unitAt = heads.findIndex((head) => unitHeads.includes(head.toLowerCase()));
  const reasonAt = heads.findIndex((head) => reasonHeads.includes(head.toLowerCase()));
  await store.lockUnits(
    ctx,
    units.map(({ id }) => id),
  );
  const standing = await store.standingReadings(
    ctx,
    indicators.map(({ id }) => id),
    units.map(({ id }) => id),
    [period.key],
  );
  const known = new Map(indicators.map((one) => [one.id, one]));
  const seen = new Set<string>();
  const faults: CellFault[] = [];
  const readings: store.NewReading[] = [];
  let unchanged = 0;
  for (const { line, cells } of rows) {
    const name = cells[unitAt] ?? '';
    const namesakes = units.filter((unit) => unit.name === name);
    const [unit] = namesakes;
    const refuse = (indicator: string, cell: string, code: string, params: Record<string, unknown> = {}): void => {
      faults.push({
        line,
        unit: name,
        indicator,
        text: cell,
        reason: errorText(ctx.language, code, { indicator, ...params }),
      });
    };
    const filled = indicators
      .map((indicator) => ({ indicator, cell: (cells[placeOf(heads, indicator)] ?? '').replaceAll(',', '') }))
      .filter(({ cell }) => cell !== '');
    if (filled.length === 0) continue;
    if (unit === undefined || namesakes.length > 1) {
      refuse('', name, 'contest.sheet_unit_unknown', { unit: name });
      continue;
    }
    const own = latest(standing.filter(({ unitId }) => unitId === unit.id));
    for (const { indicator, cell } of filled) {
      const key = `${unit.id} ${indicator.id}`;
      if (seen.has(key)) refuse(indicator.name, cell, 'contest.reading_twice');
      else if (!isNumber(cell)) refuse(indicator.name, cell, 'contest.sheet_no_number', { text: cell });
      else {
        const stands = own.get(indicator.id);
        if (stands !== undefined && decimal(stands.value).eq(decimal(cell))) unchanged += 1;
        else {
          const row = {
            indicatorId: indicator.id,
            value: cell,
            number: stands?.number ?? 0,
            reason: cells[reasonAt] ?? '',
          };
          const ground = { unitId: unit.id, period, source: '', indicators: known, standing: own };
          const judged = judgeFigure(ctx, ground, row);
          if ('refusal' in judged) refuse(indicator.name, cell, judged.refusal.code, judged.refusal.params);
          else readings.push(judged.reading);
        }
      }
      seen.add(key);
    }
  }
  return { heads, rows, readings, unchanged, faults, indicators: known };
}

type Asked = EndpointInput<typeof contract.previewReadingSheet>;

/** Nothing is written. Refuses: a unit out of reach, a file that can't be read. */
export async function previewReadingSheet(
  ctx: Context,
  { query, body }: Asked,
): Promise<EndpointResponse<typeof contract.previewReadingSheet>> {
  const { readings, unchanged, faults } = await judgeSheet(ctx, query, body);
  const details = { count: readings.length, faults: faults.length };
  audit(ctx, { action: 'contest.previewReadingSheet', subject: `unit:${query.unitId}`, details });
  return {
    ...{ figures: readings.length, unchanged, faultCount: faults.length, faults: faults.slice(0, MOST_FAULTS) },
    units: new Set(readings.map(({ unitId }) => unitId)).size,
  };
}

/** Enters what can be taken in. Refuses: as the preview; a month of a sum below nothing (contest.reading_total_negative). */
export async function importReadingSheet(
  ctx: Context,
  { query, body }: Asked,
): Promise<EndpointResponse<typeof contract.importReadingSheet>> {
  const { readings, faults, indicators } = await judgeSheet(ctx, query, body);
  await writeReadings(ctx, readings, indicators);
  const details = { period: query.period, count: readings.length, faults: faults.length };
  audit(ctx, { action: 'contest.importReadingSheet', subject: `unit:${query.unitId}`, details });
  return { entered: readings.length, faultCount: faults.length };
}

/** The rows with a fault, in the sheet's own columns with the reasons at the end. */
export async function getReadingRest(ctx: Context, { query, body }: Asked): Promise<FileAnswer> {
  const { heads, rows, faults } = await judgeSheet(ctx, query, body);
  const say = (key: string) => text(ctx.language, `contest:indicators.sheet.${key}`);
  const reasonsOf = (line: number): string =>
    faults
      .filter((fault) => fault.line === line)
      .map(({ indicator, reason }) => (indicator === '' ? reason : `${indicator}：${reason}`))
      .join('；');
  const { file, rows: count } = await restSheet(ctx, {
    ...{ fileName: `${query.period}.xlsx`, headings: heads, words: { rest: say('rest'), reason: say('why') } },
    rows: [rows.map(({ line, cells }) => ({ cells, reason: reasonsOf(line) })).filter(({ reason }) => reason !== '')],
  });
  audit(ctx, { action: 'contest.takeReadingRest', subject: `unit:${query.unitId}`, details: { count } });
  return file;
}
