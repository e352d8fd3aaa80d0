import { fileEvidence, finishTask, uploadEvidenceFile } from '../../../contract';
import { call } from '#ui';

/** A photo on its way; once the server has it, it has a file and is not sent again. */
export interface WaitingPhoto {
  readonly id: string;
  readonly name: string;
  readonly blob: Blob;
  fileId: string | null;
}

interface Waiting {
  /** Sorts by the moment at which it was put here. */
  readonly id: string;
  readonly accountId: string;
  readonly commitmentId: string;
  readonly title: string;
  readonly taskId: string | null;
  /** Sent with the act, so that a resend can't double it. */
  readonly key: string;
  /** Why the server refused it; it waits for a person's decision. */
  refusal: string | null;
}

export interface WaitingEvidence extends Waiting {
  readonly kind: 'evidence';
  readonly day: string;
  readonly text: string;
  readonly photos: readonly WaitingPhoto[];
}

export interface WaitingDone extends Waiting {
  readonly kind: 'done';
  readonly revision: number;
  readonly note: string;
}

export type WaitingThing = WaitingEvidence | WaitingDone;

/** Sends one thing; each photo that has arrived is noted, so that a broken line costs one photo at most. */
export async function sendThing(thing: WaitingThing, note: (thing: WaitingThing) => Promise<void>): Promise<void> {
  if (thing.kind === 'done') {
    const body = { revision: thing.revision, isDone: true, note: thing.note };
    await call(finishTask, { params: { taskId: thing.taskId ?? '' }, body }, { idempotencyKey: thing.key });
    return;
  }
  const params = { commitmentId: thing.commitmentId };
  for (const photo of thing.photos) {
    if (photo.fileId !== null) continue;
    const answer = await call(
      uploadEvidenceFile,
      { params, query: { name: photo.name }, body: photo.blob },
      { idempotencyKey: photo.id },
    );
    photo.fileId = answer.fileId;
    await note(thing);
  }
  const fileIds = thing.photos.flatMap((photo) => (photo.fileId === null ? [] : [photo.fileId]));
  const body = { day: thing.day, text: thing.text, taskId: thing.taskId, fileIds };
  await call(fileEvidence, { params, body }, { idempotencyKey: thing.key });
}
