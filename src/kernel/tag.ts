import { z } from 'zod';

/**
 * A tag ties records of different modules together without one knowing the other: its kind stands before the colon,
 * what is meant behind it, `commitment:<uuid>` or `theme:歌颂盐场`. Measures are asked by it.
 */
export const tag = z
  .string()
  .trim()
  .regex(/^[a-z-]+:\S(.*\S)?$/)
  .max(200);
export type Tag = `${string}:${string}`;

export function tagOf(kind: string, value: string): Tag {
  return `${kind}:${value}`;
}
