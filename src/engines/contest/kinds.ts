import { indicatorKind } from './indicators/kind';
import type { KindTable } from './contests/kinds';

/** The kinds of contest that the house can run. */
export const kinds: KindTable = { indicator: indicatorKind };
