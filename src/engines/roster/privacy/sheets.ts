import { text, type Context } from '#kernel';
import { seatRows } from '../bodies/store';
import { openDossier } from '../dossier/file';
import { maskBankCard, maskIdentityNumber } from '../dossier/rules';
import { dossierRow, readRows } from '../dossier/store';
import { enrolmentHistory } from '../enrolments/enrolments';
import { wordsFor } from '../record/record';
import { maskPhone } from '../rules';
import { skillRows } from '../skills/store';
import { accountsOf, grantsOf } from '../store/grants';
import { placementsOf, type PersonRecord } from '../store/people';
import { holdingRows } from '../store/posts';
import { valueInWords } from './corrections';
import type { PersonSheet } from './person-contributor';
import { consentActs } from './store';
import { correctionsOf } from './store-corrections';

type Say = (key: string) => string;
type Cells = readonly (string | null)[];

const LONGEST_LOG = 10_000;

const sheet = (say: Say, name: string, columns: readonly string[], rows: readonly Cells[]): PersonSheet => ({
  title: say(`privacy.sheets.${name}`),
  columns: columns.map((column) => say(`privacy.columns.${column}`)),
  rows,
});

/** The person's own row, field by field. Numbers are whole only for the person. */
async function fileSheet(ctx: Context, say: Say, person: PersonRecord, isWhole: boolean): Promise<PersonSheet> {
  const dossier = await dossierRow(ctx, person.id);
  const opened = openDossier(ctx, person.id, dossier);
  const secret = ({ state, value }: typeof opened.bankCard, mask: (value: string) => string): string | null => {
    if (state === 'unreadable') return say('privacy.unreadable');
    return value === null || isWhole ? value : mask(value);
  };
  const word = (field: 'gender' | 'nation' | 'education', value: string | null) => valueInWords(ctx, field, value);
  const rows: Cells[] = [
    ['name', person.name],
    ['formerNames', dossier.formerNames.join(say('exports.listMark')) || null],
    ['reading', person.reading],
    ['number', person.staffNumber],
    ['gender', word('gender', person.gender)],
    ['bornOn', person.bornOn],
    ['phone', isWhole ? person.phone : maskPhone(person.phone)],
    ['nation', word('nation', dossier.nation)],
    ['education', word('education', dossier.education)],
    ['employer', dossier.employer],
    ['migrant', say(dossier.isMigrant ? 'dossier.yes' : 'dossier.no')],
    ['employment', say(`employment.${person.employmentKind}`)],
    ['employedFrom', person.employedFrom],
    ['employedTo', person.employedTo],
    ['identityNumber', secret(opened.identityNumber, maskIdentityNumber)],
    ['bankCard', secret(opened.bankCard, maskBankCard)],
    ['photo', say(dossier.photoFileId === null ? 'dossier.no' : 'dossier.yes')],
  ].map(([name, value]) => [say(`privacy.file.${name}`), value ?? null]);
  return sheet(say, 'file', ['fact', 'value'], rows);
}

async function placeSheets(ctx: Context, say: Say, personId: string): Promise<PersonSheet[]> {
  const placements = await placementsOf(ctx, personId);
  const posts = await holdingRows(ctx, { personId });
  const accounts = (await accountsOf(ctx, [personId])).map(({ accountId }) => accountId);
  const grants = await grantsOf(ctx, accounts, '0001-01-01');
  return [
    sheet(say, 'placements', ['unit', 'from', 'to'], placements.map((row) => [row.unitName, row.validFrom, row.validTo])), // prettier-ignore
    sheet(say, 'posts', ['post', 'unit', 'from', 'to'], posts.map((row) => [row.postName, row.unitName, row.validFrom, row.validTo])), // prettier-ignore
    sheet(say, 'roles', ['role', 'unit', 'from', 'to'], grants.map((row) => [say(`roles.${row.role}`), row.unitName, row.validFrom, row.validTo])), // prettier-ignore
  ];
}

async function recordSheets(ctx: Context, say: Say, personId: string): Promise<PersonSheet[]> {
  const enrolments = await enrolmentHistory(ctx, { personIds: [personId] });
  const seats = await seatRows(ctx, { personIds: [personId] });
  const skills = await skillRows(ctx, { personIds: [personId], withVoid: true });
  return [
    sheet(
      say,
      'enrolments',
      ['scheme', 'stateWord', 'from', 'to', 'reason', 'voidReason'],
      enrolments.map((row) => [
        wordsFor(ctx, 'schemes', row.scheme, 'name'),
        wordsFor(ctx, 'schemes', row.scheme, `states.${row.state}`),
        ...[row.validFrom, row.validTo, row.reason, row.voidReason],
      ]),
    ),
    sheet(
      say,
      'seats',
      ['body', 'seat', 'from', 'to'],
      seats.map((row) => [row.bodyName, wordsFor(ctx, 'bodies', row.bodyKind, `seats.${row.seat}`), row.validFrom, row.validTo]), // prettier-ignore
    ),
    sheet(
      say,
      'skills',
      ['skill', 'grade', 'issuer', 'from', 'to', 'voidReason'],
      skills.map((row) => [row.title, row.grade, row.issuer, row.gainedOn, row.expiresOn, row.voidReason]),
    ),
  ];
}

async function privacySheets(ctx: Context, say: Say, personId: string): Promise<PersonSheet[]> {
  const acts = await consentActs(ctx, personId);
  const corrections = await correctionsOf(ctx, personId);
  const reads = await readRows(ctx, { personId, after: null, limit: LONGEST_LOG });
  return [
    sheet(
      say,
      'consents',
      ['consent', 'version', 'said', 'signedOn', 'channel', 'recordedBy'],
      acts.map((row) => [
        ctx.language === 'en' ? row.englishName : row.name,
        ...[String(row.version), say(row.isGiven ? 'privacy.given' : 'privacy.withdrawn'), row.signedOn],
        ...[say(`privacy.channels.${row.channel}`), row.recordedByName],
      ]),
    ),
    sheet(
      say,
      'corrections',
      ['field', 'stood', 'proposed', 'reason', 'asked', 'state', 'answer'],
      corrections.map((row) => [
        say(`privacy.fields.${row.field}`),
        valueInWords(ctx, row.field, row.stood),
        valueInWords(ctx, row.field, row.proposed),
        ...[row.reason, row.askedAt, say(`privacy.correctionStates.${row.state}`), row.answer],
      ]),
    ),
    sheet(
      say,
      'readers',
      ['reader', 'unit', 'what', 'at'],
      reads.map((row) => [row.readerName, row.unitName, say(`dossier.readers.what.${row.what}`), row.at]),
    ),
  ];
}

/** What the roster itself keeps about a person. */
export async function rosterSheets(ctx: Context, person: PersonRecord, isWhole: boolean): Promise<PersonSheet[]> {
  const say: Say = (key) => text(ctx.language, `roster:${key}`);
  return [
    await fileSheet(ctx, say, person, isWhole),
    ...(await placeSheets(ctx, say, person.id)),
    ...(await recordSheets(ctx, say, person.id)),
    ...(await privacySheets(ctx, say, person.id)),
  ];
}
