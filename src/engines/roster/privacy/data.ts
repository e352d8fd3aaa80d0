import { audit, FileAnswer, notFound, text, userOf, writeWorkbook, XLSX, type Context } from '#kernel';
import type { EndpointResponse } from '#kernel/contract';
import { noteRead, openDossier } from '../dossier/file';
import { maskBankCard, maskIdentityNumber } from '../dossier/rules';
import { dossierRow } from '../dossier/store';
import { visiblePerson } from '../people';
import { personBy, type PersonRecord } from '../store/people';
import type * as contract from './contract';
import { correctionFields, type PersonData } from './contract';
import type { PersonContributor } from './person-contributor';
import { standing } from './rules';
import { rosterSheets } from './sheets';
import { consentRows } from './store';
import { correctionsOf } from './store-corrections';

type Contributors = readonly PersonContributor[];

async function ownPerson(ctx: Context): Promise<PersonRecord | null> {
  const { personId } = userOf(ctx);
  return personId === null ? null : personBy(ctx, { id: personId });
}

/** What the phone says of the own file: short, with the numbers masked, because others look over a shoulder. */
export async function showOwnPrivacy(ctx: Context): Promise<EndpointResponse<typeof contract.showOwnPrivacy>> {
  const person = await ownPerson(ctx);
  if (person === null) return { person: null, consents: [], corrections: [] };
  const dossier = await dossierRow(ctx, person.id);
  const { identityNumber, bankCard } = openDossier(ctx, person.id, dossier);
  return {
    person: {
      staffNumber: person.staffNumber,
      unitName: person.unitName,
      employedFrom: person.employedFrom,
      facts: correctionFields.map((field) => ({ field, value: standing(field, person, dossier) })),
      identityNumber: identityNumber.value === null ? null : maskIdentityNumber(identityNumber.value),
      bankCard: bankCard.value === null ? null : maskBankCard(bankCard.value),
    },
    consents: await consentRows(ctx, person.id),
    corrections: await correctionsOf(ctx, person.id),
  };
}

async function collect(
  ctx: Context,
  contributors: Contributors,
  person: PersonRecord,
  isWhole: boolean,
): Promise<PersonData> {
  const sheets = (await rosterSheets(ctx, person, isWhole)).map((sheet) => ({ module: 'roster', ...sheet }));
  for (const { name, collect: collectOf } of contributors)
    sheets.push(...(await collectOf(ctx, person.id)).map((sheet) => ({ module: name, ...sheet })));
  return {
    name: person.name,
    staffNumber: person.staffNumber,
    madeAt: ctx.clock.now().toISOString(),
    sheets: sheets.map(({ columns, rows, ...rest }) => ({
      ...rest,
      columns: [...columns],
      rows: rows.map((row) => [...row]),
    })),
  };
}

/** All about the signed-in person, in full. Refuses: an account of nobody in the roster. */
export async function getOwnData(ctx: Context, contributors: Contributors): Promise<PersonData> {
  const person = await ownPerson(ctx);
  if (person === null) throw notFound();
  audit(ctx, { action: 'roster.getOwnData', subject: `person:${person.id}` });
  return collect(ctx, contributors, person, true);
}

/** All about a person, sealed fields masked; the person sees who asked. Refuses: a person out of reach. */
export async function getPersonData(ctx: Context, contributors: Contributors, id: string): Promise<PersonData> {
  const person = await visiblePerson(ctx, id, 'roster.privacy.manage');
  await noteRead(ctx, [person.id], 'file');
  audit(ctx, { action: 'roster.getPersonData', subject: `person:${person.id}` });
  return collect(ctx, contributors, person, false);
}

const WIDTH = 24;
const EXCEL_TITLE = 31;

/** Two sheets of one name can't stand in one file. */
function titles(data: PersonData): string[] {
  const seen = new Map<string, number>();
  return data.sheets.map(({ title }) => {
    const short = title.slice(0, EXCEL_TITLE - 3);
    const count = (seen.get(short) ?? 0) + 1;
    seen.set(short, count);
    return count === 1 ? short : `${short} ${count}`;
  });
}

/** The person's row is the first sheet; every further table is a sheet behind it. */
async function asWorkbook(ctx: Context, data: PersonData): Promise<FileAnswer> {
  const say = (key: string, params: Record<string, unknown> = {}) => text(ctx.language, key, params);
  const named = titles(data);
  const [first, ...rest] = data.sheets;
  const { name, staffNumber } = data;
  const title = say('roster:privacy.export.title');
  const { bytes } = await writeWorkbook<readonly (string | null)[]>({
    title: named[0]!,
    note: say('roster:privacy.export.note', { name, number: staffNumber, by: userOf(ctx).name }),
    author: userOf(ctx).name,
    at: ctx.clock.now(),
    columns: (['fact', 'value'] as const).map((key, at) => ({
      key,
      title: `roster:privacy.columns.${key}`,
      kind: 'text',
      width: WIDTH,
      value: (row: readonly (string | null)[]) => row[at] ?? null,
    })),
    say: (key) => say(key),
    sumWord: say('kernel:workbook.sum'),
    rows: [first!.rows],
    further: rest.map(({ columns, rows }, at) => ({
      title: named[at + 1]!,
      widths: columns.map(() => WIDTH),
      lines: [columns, ...rows.map((row) => row.map((cell) => cell ?? ''))],
    })),
  });
  return new FileAnswer(bytes, XLSX, `${title}_${staffNumber}_${ctx.clock.today()}.xlsx`);
}

/** Refuses: as `getOwnData`. */
export async function exportOwnData(ctx: Context, contributors: Contributors): Promise<FileAnswer> {
  return asWorkbook(ctx, await getOwnData(ctx, contributors));
}

/** Refuses: as `getPersonData`. */
export async function exportPersonData(ctx: Context, contributors: Contributors, id: string): Promise<FileAnswer> {
  return asWorkbook(ctx, await getPersonData(ctx, contributors, id));
}
