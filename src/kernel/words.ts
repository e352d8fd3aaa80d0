import { z } from 'zod';

/** What a text may hold: trimmed, no control signs, which neither a page nor a calendar can show. */
export function words(max: number, min = 0) {
  return (
    z
      .string()
      .trim()
      .min(min)
      .max(max)
      // eslint-disable-next-line no-control-regex -- control signs are exactly what is refused
      .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/)
  );
}
