import { sql } from 'kysely';
import { audit } from './audit';
import type { Context } from './context';
import { newId } from './ids';
import { holdKey, versionsOf } from './parameters';

/**
 * A key that is gone has another in its place: the versions that an enterprise recorded under it count on under that one, from
 * its first day at the earliest. Where the enterprise has already set the other key, that counts. The former versions stay in
 * the table, for computations name them; done a second time this changes nothing.
 */
export async function takeOverParameter(ctx: Context, former: string, key: string): Promise<number> {
  await holdKey(ctx, key);
  const own = (await versionsOf(ctx, [former])).filter(({ confidence }) => confidence === 'own');
  const present = await versionsOf(ctx, [key]);
  const seed = present[0];
  if (seed === undefined || present.some(({ confidence }) => confidence === 'own')) return 0;
  for (const { id: formerId, validFrom: day } of own) {
    const id = newId();
    const validFrom = day < seed.validFrom ? seed.validFrom : day;
    await sql`
      insert into kernel.parameter (id, key, value, unit, valid_from, level, source, confidence, verified_on, note, at, recorded_at, recorded_by)
      select ${id}, ${key}, value, unit, ${validFrom}::date, level, source, confidence, verified_on, note, at, clock_timestamp(), recorded_by
      from kernel.parameter where id = ${formerId}`.execute(ctx.transaction);
    if (validFrom > ctx.clock.today())
      await sql`insert into kernel.parameter_waiting (version_id, valid_from)
        values (${id}, ${validFrom}::date)`.execute(ctx.transaction);
    audit(ctx, {
      action: 'parameter.setVersion',
      subject: `parameter:${key}`,
      details: { versionId: id, previousVersionId: formerId, validFrom },
    });
  }
  return own.length;
}
