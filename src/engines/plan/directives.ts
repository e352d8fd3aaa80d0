import { fileRows, audit, may, newId, notFound, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { z } from 'zod';
import type { directive } from './contract';
import { checkFiles } from './evidence';
import { readableCommitment } from './policy';
import {
  citationsOf,
  directiveRows,
  findDirective,
  insertDirective,
  setCitation,
  type DirectiveRow,
} from './store-year';

type Directive = z.infer<typeof directive>;

async function present(ctx: Context, rows: readonly DirectiveRow[]): Promise<Directive[]> {
  const files = await fileRows(
    ctx,
    rows.flatMap((row) => row.fileId ?? []),
  );
  return rows.map(({ id, sender, number, title, receivedOn, fileId, citedBy }) => {
    const file = fileId === null ? undefined : files.get(fileId);
    return {
      id,
      sender,
      number,
      title,
      receivedOn,
      citedBy,
      file: file === undefined ? null : { id: file.id, name: file.name },
    };
  });
}

/** The directives received from above, the latest first. They are open to every reader of plans. */
export async function listDirectives(ctx: Context): Promise<{ directives: Directive[] }> {
  return { directives: await present(ctx, await directiveRows(ctx)) };
}

/** The directives that a commitment answers. The caller has looked at the rights. */
export async function listCited(ctx: Context, commitmentId: string): Promise<Directive[]> {
  return present(ctx, await citationsOf(ctx, [commitmentId]));
}

/** Files a directive from above. Refuses: a file that the person hasn't uploaded. */
export async function receiveDirective(
  ctx: Context,
  given: { sender: string; number: string; title: string; receivedOn: Day; fileId: string | null },
): Promise<Directive> {
  if (given.fileId !== null) await checkFiles(ctx, [given.fileId]);
  const id = newId();
  await insertDirective(ctx, { id, ...given });
  audit(ctx, {
    action: 'plan.receiveDirective',
    subject: `directive:${id}`,
    details: { number: given.number, receivedOn: given.receivedOn },
  });
  return (await present(ctx, [(await findDirective(ctx, id))!]))[0]!;
}

/**
 * Says that a commitment answers a directive, with the directive's own words, or no longer does; the exported report
 * then answers it. Refuses: a commitment or directive that isn't there or out of reach.
 */
export async function citeDirective(
  ctx: Context,
  cited: { commitmentId: string; directiveId: string; isCited: boolean; quote: string },
): Promise<Record<string, never>> {
  const { plan } = await readableCommitment(ctx, cited.commitmentId);
  if (!may(ctx.user, 'plan.plan.review', plan.unitPath)) throw notFound();
  if ((await findDirective(ctx, cited.directiveId)) === null) throw notFound();
  await setCitation(ctx, cited);
  const { commitmentId, directiveId, isCited } = cited;
  audit(ctx, {
    action: 'plan.citeDirective',
    subject: `commitment:${commitmentId}`,
    details: { directive: directiveId, isCited },
  });
  return {};
}
