import { type MenuEntry, type MenuPlace, type Session, mayUse, menuPlaces } from '#ui';
import { desktopModules } from './desktop-modules';

/** An entry with the module whose words name it. */
export interface ModuleEntry extends MenuEntry {
  readonly module: string;
}
export interface MenuChapter {
  readonly at: MenuPlace;
  readonly entries: readonly [ModuleEntry, ...ModuleEntry[]];
}

/** All entries that the person may use. */
export function entriesFor(me: Session['me']): ModuleEntry[] {
  return desktopModules.flatMap((pages) =>
    pages.menu.filter((entry) => mayUse(me, entry.permission)).map((entry) => ({ ...entry, module: pages.module })),
  );
}

/** The left menu: chapters in the order of the plan, and only those that have a page for this person. */
export function chaptersFor(me: Session['me']): MenuChapter[] {
  const entries = entriesFor(me);
  return menuPlaces.flatMap((at) => {
    const [first, ...rest] = entries.filter((entry) => entry.at === at);
    return first ? [{ at, entries: [first, ...rest] as const }] : [];
  });
}

/** The chapter that an address belongs to: the one with the longest entry path that begins it. */
export function chapterOf(chapters: readonly MenuChapter[], path: string): MenuChapter | null {
  const belongs = (entry: ModuleEntry) => path === entry.path || path.startsWith(`${entry.path}/`);
  const all = chapters.flatMap((chapter) => chapter.entries.filter(belongs).map((entry) => ({ chapter, entry })));
  all.sort((a, b) => b.entry.path.length - a.entry.path.length);
  return all[0]?.chapter ?? null;
}
