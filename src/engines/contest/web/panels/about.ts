/** Names by which the judge's page finds what waits for it in the phone's queue. */
export const aboutPanel = (contestId: string): string => `contest.panel:${contestId}`;
export const aboutBallot = (contestId: string, entrantId: string, round: number): string =>
  `contest.ballot:${contestId}:${entrantId}:${round}`;
