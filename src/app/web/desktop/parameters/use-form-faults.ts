import { CallRefused } from '#ui';
import { useState } from 'react';

type Faults = ReadonlyMap<string, string>;

function ofServer(error: Error | null): Faults {
  if (!(error instanceof CallRefused)) return new Map();
  return new Map([...error.issues].reverse().map((issue) => [issue.path.replace(/^body\./, ''), issue.message]));
}

/** Faults of the page and of the server by path; a leaf also shows what is wrong below it, such as its third word. */
export function useFormFaults(error: Error | null) {
  const [own, setFaults] = useState<Faults>(new Map());
  const all = new Map([...ofServer(error), ...own]);
  const faultOf = (path: string, isLeaf: boolean): string | undefined =>
    all.get(path) ?? (isLeaf ? [...all].find(([at]) => at.startsWith(`${path}.`))?.[1] : undefined);
  return {
    faultOf,
    setFaults,
    /** A refusal that stands beside no field. */
    refusal: error !== null && ofServer(error).size === 0 ? error : null,
  };
}
