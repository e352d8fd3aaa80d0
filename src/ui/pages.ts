import type { PermissionName } from '#kernel/contract';
import type { ComponentType } from 'react';
import type { IconName } from './icon-drawings';
import type { Entry } from './offline/entries';
import type { TextSource } from './texts';

export { BesideRecord, registerBeside } from './beside-record';

/** The contract by which a module brings its pages: its web door exports one `ModulePages` value, made of import()s. */
export interface ModulePages {
  /** The module's name, also the namespace of its texts. */
  readonly module: string;
  readonly texts: TextSource;
  /** Modules whose web pieces these pages use, so that their words are fetched too. */
  readonly uses?: readonly string[];
  readonly desktop: readonly DesktopPage[];
  readonly phone: readonly PhonePage[];
  readonly menu: readonly MenuEntry[];
  /** Cards on the phone's first page, such as what can be joined, read, voted on or answered. */
  readonly phoneHome?: readonly PhoneHomePart[];
  /** Rows on the phone's page 我的 that lead to what is the person's own. */
  readonly phoneMe?: readonly PhoneHomePart[];
  /** Cards on the phone's page 公开 with what is published. */
  readonly phoneDisclosure?: readonly PhoneHomePart[];
  /** What it shows beside records of other modules, wherever their pages stand. */
  readonly beside?: readonly BesideEntry[];
  /** What the server has now for something that the phone has sent and the server refused. */
  readonly theirs?: () => Promise<{ default: ComponentType<{ entry: Entry }> }>;
  /** Answers the search box; the shell searches the pages of the menu itself. */
  readonly find?: { readonly permission: PermissionName | null; readonly load: () => Promise<{ default: Finder }> };
  /** Counts of what is late, shown beside menu entries. */
  readonly counts?: { readonly permission: PermissionName | null; readonly load: () => Promise<{ default: Counter }> };
}

export interface BesideEntry {
  /** The record as its module calls it: `ledger.statement`. */
  readonly record: string;
  readonly permission: PermissionName | null;
  readonly load: () => Promise<{ default: ComponentType<{ id: string }> }>;
}

type PageModule = () => Promise<{ default: ComponentType }>;

export interface DesktopPage {
  /** `/plan/$planId`; a page reads its parameters by `useParams()` and its search by `useSearch()`. */
  readonly path: `/${string}`;
  readonly permission: PermissionName | null;
  readonly load: PageModule;
}

export const phoneTabs = ['home', 'activities', 'disclosure', 'appeals', 'me'] as const;
export type PhoneTab = (typeof phoneTabs)[number];

export interface PhonePage {
  /** Below `/m`: `/activities` is reached as `/m/activities`. */
  readonly path: `/${string}`;
  readonly permission: PermissionName | null;
  /** The tab that is lit on this page. The first page of a tab without parameters is where the tab leads. */
  readonly tab: PhoneTab;
  readonly load: PageModule;
}

export interface PhoneHomePart {
  /** Smaller stands higher. */
  readonly order: number;
  readonly permission: PermissionName | null;
  /** As `uses` of the module, but for this card alone: the first page loads no words that it doesn't say. */
  readonly uses?: readonly string[];
  readonly load: PageModule;
}

/** The left menu in the order of the plan's chapters. */
export const menuPlaces = [
  'plan',
  'innovation',
  'competition',
  'women',
  'training',
  'democracy',
  'relief',
  'safety',
  'canteen',
  'culture',
  'membership',
  'finance',
  'savings',
  'voices',
  'admin',
] as const;
export type MenuPlace = (typeof menuPlaces)[number];

export interface MenuEntry {
  readonly at: MenuPlace;
  /** In the module's texts; shown where a chapter has several pages, and in the search. */
  readonly textKey: string;
  readonly icon: IconName;
  readonly path: `/${string}`;
  readonly permission: PermissionName | null;
}

/** One answer of the search box. */
export interface Found {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly href: string;
  readonly icon: IconName;
}
export type Finder = (words: string, signal: AbortSignal) => Promise<readonly Found[]>;
export type Counter = (signal: AbortSignal) => Promise<Partial<Record<MenuPlace, number>>>;
