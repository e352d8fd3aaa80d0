import type { CommitmentContent, ReviewRow } from '../../../contract';

/** The part of a row that a person may change. */
export function contentOfRow(row: ReviewRow): CommitmentContent {
  const {
    kind,
    title,
    window,
    target,
    series,
    organisers,
    people,
    units,
    themes,
    members,
    nextStep,
    measure,
    unitId,
    officerId,
  } = row;
  return {
    kind,
    title,
    window,
    target,
    series,
    organisers,
    people,
    units,
    themes,
    members,
    nextStep,
    measure,
    unitId,
    officerId,
  };
}
