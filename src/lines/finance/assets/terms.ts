import { z } from 'zod';
import { MOST_FEN } from '#kernel/contract';
import { fen, words } from '../terms';

export const assetClasses = [
  ...(['buildings', 'vehicles', 'computers', 'office', 'electrical'] as const),
  ...(['culture', 'machines', 'furniture', 'books', 'other'] as const),
] as const;
export type AssetClass = (typeof assetClasses)[number];

export const assetStates = ['in_use', 'lent', 'scrapped'] as const;
export type AssetState = (typeof assetStates)[number];

export const assetBase = '/api/finance/assets';
export const assetBook = '/api/finance/books/:id';

/** A month by its first day. */
export const month = z.string().regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/);
export const cost = fen.refine((value) => value > 0n && value <= MOST_FEN);
export const reason = words(200, 2);
export const bookName = z.object({ id: z.uuid(), name: z.string() });

/** Null to whoever may not read the person. */
export const keeper = z.object({ id: z.uuid(), name: z.string().nullable() });

/** An entry as whoever looks from outside the book needs it. */
export const entryName = z.object({ id: z.uuid(), month: z.string(), number: z.int().nullable() });
