import type { KindTable } from './contests/kinds';
import { indicatorKind } from './indicators/kind';
import { measuredKind } from './measured/kind';
import { panelKind } from './panels/kind';

/** The kinds of contest that the house can run. */
export const kinds: KindTable = { panel: panelKind, measured: measuredKind, indicator: indicatorKind };
