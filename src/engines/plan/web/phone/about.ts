/** Names by which pages find what waits for them in the phone's queue. */
export const aboutCommitment = (commitmentId: string): string => `plan.commitment:${commitmentId}`;
export const aboutTask = (taskId: string): string => `plan.task:${taskId}`;
/** Evidence that a task waits for before it is done. */
export const aboutEvidence = (taskId: string): string => `plan.evidence:${taskId}`;
/** That a task is done. */
export const aboutDone = (taskId: string): string => `plan.done:${taskId}`;
