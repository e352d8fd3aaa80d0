import { Icon, Link, type MenuPlace, mayUse, needTexts, text, usePlace, useSession } from '#ui';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useEffect, useState } from 'react';
import { useShellTexts } from '../shell-texts';
import { desktopModules } from './desktop-modules';
import { type MenuChapter, type ModuleEntry, chapterOf, chaptersFor } from './menu';

type Counts = Partial<Record<MenuPlace, number>>;

/** What waits or is late in each chapter, as the modules count it. */
function useCounts(): Counts {
  const { me } = useSession();
  const counters = desktopModules.flatMap(({ counts }) => (counts && mayUse(me, counts.permission) ? [counts] : []));
  const answer = useQuery<Counts>({
    queryKey: ['shell.counts'],
    enabled: counters.length > 0,
    refetchInterval: 300_000,
    queryFn: async ({ signal }) => {
      const sums: Counts = {};
      for (const one of await Promise.all(counters.map(async (counter) => (await counter.load()).default(signal)))) {
        for (const [at, count] of Object.entries(one)) sums[at as MenuPlace] = (sums[at as MenuPlace] ?? 0) + count;
      }
      return sums;
    },
  });
  return answer.data ?? {};
}

/** The pages of the open chapter, when it has more than one; their words come with their module. */
function ChapterPages({ entries, path }: { entries: readonly ModuleEntry[]; path: string }) {
  const modules = [...new Set(entries.map((entry) => entry.module))].join(' ');
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    void needTexts(modules.split(' ')).then(() => setReady(true));
  }, [modules]);
  if (!isReady) return null;
  const lit = entries.filter((entry) => path === entry.path || path.startsWith(`${entry.path}/`));
  lit.sort((a, b) => b.path.length - a.path.length);
  return entries.map((entry) => (
    <Link key={entry.path} to={entry.path} className="sub" aria-current={entry === lit[0] ? 'page' : undefined}>
      {text(entry.module, entry.textKey)}
    </Link>
  ));
}

export function SideMenu() {
  const t = useShellTexts();
  const { me } = useSession();
  const { path } = usePlace();
  const counts = useCounts();
  const chapters = chaptersFor(me);
  const open = chapterOf(chapters, path);
  const line = (chapter: MenuChapter) => {
    const [first] = chapter.entries;
    const late = counts[chapter.at] ?? 0;
    const isOpen = chapter.at === open?.at;
    const lateWords = t('top.late', { count: late });
    return (
      <Fragment key={chapter.at}>
        {chapter.at === 'admin' && chapters.length > 1 ? <hr /> : null}
        <Link to={first.path} className={isOpen ? 'on' : undefined} aria-current={isOpen ? 'page' : undefined}>
          <Icon name={chapter.at} />
          {t(`chapter.${chapter.at}`)}
          {late > 0 ? (
            <em title={lateWords}>
              <span aria-hidden="true">{late}</span>
              <span className="unseen">{lateWords}</span>
            </em>
          ) : null}
        </Link>
        {isOpen && chapter.entries.length > 1 ? <ChapterPages entries={chapter.entries} path={path} /> : null}
        {chapter.at === 'plan' && chapters.length > 1 ? <hr /> : null}
      </Fragment>
    );
  };
  return (
    <nav className="side" aria-label={t('top.menu')}>
      {chapters.map(line)}
    </nav>
  );
}
