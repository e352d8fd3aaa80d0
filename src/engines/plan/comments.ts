import { audit, newId, type Context } from '#kernel';
import type { z } from 'zod';
import type { comment } from './contract';
import { readableCommitment } from './policy';
import { commentsOf, insertComment, type CommentRow } from './store-year';

type Comment = z.infer<typeof comment>;

function present(row: CommentRow): Comment {
  return { ...row, at: row.at.toISOString() };
}

/** The comments of a commitment, the first one first. The caller has looked at the rights. */
export async function listComments(ctx: Context, commitmentId: string): Promise<Comment[]> {
  return (await commentsOf(ctx, commitmentId)).map(present);
}

/** Adds a comment. Refuses: a commitment out of reach. */
export async function addComment(ctx: Context, commitmentId: string, text: string): Promise<Comment> {
  await readableCommitment(ctx, commitmentId, 'plan.comment.write');
  const id = newId();
  await insertComment(ctx, id, commitmentId, text);
  audit(ctx, { action: 'plan.addComment', subject: `commitment:${commitmentId}`, details: { comment: id } });
  return present((await commentsOf(ctx, commitmentId)).find((row) => row.id === id)!);
}
