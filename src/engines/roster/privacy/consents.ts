import { AppError, audit, mayHouseWide, notFound, userOf, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { visiblePerson } from '../people';
import { refuseFuture } from '../units';
import type * as contract from './contract';
import type { Consent, ConsentText } from './contract';
import * as store from './store';

export type { NewConsent } from './store';

/**
 * Whether a person agrees to what a text asks, as of now: the last word counts, and a version that asks anew ends what
 * was said to older ones. For acts that publish or hand on personal data; whoever asks has judged the rights.
 */
export async function hasConsent(ctx: Context, personId: string, key: string): Promise<boolean> {
  const [held] = await store.consentRows(ctx, personId, key);
  return held?.state === 'given';
}

/**
 * Records that a person agreed to a version of a text, or withdrew. For the program: whoever calls it has judged the
 * rights. Refuses: a text or version that isn't there.
 */
export async function recordConsent(ctx: Context, given: store.NewConsent): Promise<Consent> {
  if (!(await store.insertConsent(ctx, given))) throw notFound();
  const { personId, key, version, isGiven, channel } = given;
  audit(ctx, {
    action: 'roster.recordConsent',
    subject: `person:${personId}`,
    details: { key, version, isGiven, channel },
  });
  const [held] = await store.consentRows(ctx, personId, key);
  return held!;
}

/** One text is asked of everybody: it is written by who keeps personal data for the whole house. */
const mayWriteTexts = (ctx: Context): boolean => mayHouseWide(ctx.user, 'roster.privacy.manage');

export async function listConsentTexts(ctx: Context) {
  return { rows: await store.textRows(ctx), abilities: { write: mayWriteTexts(ctx) } };
}

/** Refuses: who keeps personal data of a part of the house alone, a text that isn't there, a version that isn't the newest any more. */
export async function writeConsentText(
  ctx: Context,
  body: EndpointInput<typeof contract.writeConsentText>['body'],
): Promise<ConsentText> {
  if (!mayWriteTexts(ctx)) throw notFound();
  const known = (await store.textRows(ctx)).find(({ key }) => key === body.key);
  if (known === undefined) throw notFound();
  const written = known.version === body.afterVersion ? await store.insertText(ctx, body) : null;
  if (written === null) throw new AppError('kernel.changed_meanwhile');
  const { key, version, asksAnew } = written;
  audit(ctx, { action: 'roster.writeConsentText', details: { key, version, asksAnew } });
  return written;
}

/** Refuses: a person out of reach. */
export async function listConsents(ctx: Context, personId: string): Promise<{ rows: Consent[] }> {
  const person = await visiblePerson(ctx, personId, 'roster.privacy.manage');
  return { rows: await store.consentRows(ctx, person.id) };
}

/** A paper may bear an older version. Refuses: a person out of reach, a day that has not come, a version that isn't there. */
export async function recordPaperConsent(
  ctx: Context,
  personId: string,
  body: EndpointInput<typeof contract.recordPaperConsent>['body'],
): Promise<Consent> {
  const person = await visiblePerson(ctx, personId, 'roster.privacy.manage', 'change');
  refuseFuture(ctx, body.signedOn);
  return recordConsent(ctx, { ...body, personId: person.id, channel: 'paper' });
}

/** Refuses: an account of nobody in the roster; giving consent to a text that has a newer version. */
export async function setOwnConsent(
  ctx: Context,
  body: EndpointInput<typeof contract.setOwnConsent>['body'],
): Promise<Consent> {
  const { personId } = userOf(ctx);
  if (personId === null) throw notFound();
  const [held] = await store.consentRows(ctx, personId, body.key);
  if (held === undefined) throw notFound();
  if (body.isGiven && held.text.version !== body.version) throw new AppError('kernel.changed_meanwhile');
  return recordConsent(ctx, { ...body, personId, channel: 'phone', signedOn: ctx.clock.today() });
}
