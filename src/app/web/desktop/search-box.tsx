import {
  type Found,
  Icon,
  type IconName,
  Overlay,
  mayUse,
  navigate,
  needTexts,
  text,
  useSession,
  useUiTexts,
} from '#ui';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from 'react';
import { useShellTexts } from '../shell-texts';
import { desktopModules } from './desktop-modules';
import { entriesFor } from './menu';

interface Hit {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly href: string;
  readonly icon: IconName;
}

/** Pages of the menu by their names; their words are fetched when the box opens. */
function usePageHits(words: string): Hit[] {
  const t = useShellTexts();
  const { me } = useSession();
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    void needTexts(desktopModules.map((pages) => pages.module)).then(() => setReady(true));
  }, []);
  if (!isReady) return [];
  const account: Hit = { id: '/account', title: t('account.title'), detail: '', href: '/account', icon: 'person' };
  const told: Hit = { id: '/notifications', title: t('top.notices'), detail: '', href: '/notifications', icon: 'bell' };
  const all = entriesFor(me).map((entry) => ({
    id: entry.path,
    title: text(entry.module, entry.textKey),
    detail: t(`chapter.${entry.at}`),
    href: entry.path,
    icon: entry.icon,
  }));
  const wanted = words.trim().toLowerCase();
  return [...all, told, account]
    .filter((hit) => `${hit.title} ${hit.detail}`.toLowerCase().includes(wanted))
    .slice(0, 8);
}

/** Members, cases, commitments: whatever the modules offer to find. */
function useRecordHits(words: string): readonly Found[] {
  const { me } = useSession();
  const wanted = words.trim();
  const finders = desktopModules.flatMap(({ find }) => (find && mayUse(me, find.permission) ? [find] : []));
  const answer = useQuery({
    queryKey: ['shell.find', wanted],
    enabled: wanted !== '' && finders.length > 0,
    queryFn: async ({ signal }) => {
      const found = await Promise.allSettled(finders.map(async (one) => (await one.load()).default(wanted, signal)));
      return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    },
  });
  return answer.data ?? [];
}

export default function SearchBox({ onClose }: { onClose: () => void }) {
  const t = useShellTexts();
  const ui = useUiTexts();
  const listId = useId();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const later = useDeferredValue(words);
  const hits: readonly Hit[] = [...usePageHits(later), ...useRecordHits(later)];
  const open = (hit: Hit | undefined): void => {
    if (!hit) return;
    onClose();
    navigate(hit.href);
  };
  const press = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && hits.length > 0) {
      event.preventDefault();
      setAt((at + by + hits.length) % hits.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) open(hits[at]);
  };
  const isNone = words.trim() !== '' && hits.length === 0;
  return (
    <Overlay as="top" title={t('top.search')} onClose={onClose}>
      <div className="in-with">
        <span className="before">
          <Icon name="search" />
        </span>
        <input
          className="in"
          data-autofocus
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls={listId}
          aria-activedescendant={hits[at] ? `${listId}-${at}` : undefined}
          aria-label={t('top.search')}
          placeholder={ui('list.search')}
          value={words}
          onKeyDown={press}
          onChange={(event) => {
            setWords(event.target.value);
            setAt(0);
          }}
        />
      </div>
      <ul className="hits" role="listbox" id={listId} aria-label={t('top.search')}>
        {hits.map((hit, index) => (
          <li
            key={hit.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerMove={() => setAt(index)}
            onClick={() => open(hit)}
          >
            <Icon name={hit.icon} />
            <span className="ell ink">{hit.title}</span>
            <span className="sp" />
            <span className="dim t12">{hit.detail}</span>
          </li>
        ))}
      </ul>
      <p className="dim t12">{isNone ? `${t('search.none', { words })}${t('search.advice')}` : t('search.start')}</p>
    </Overlay>
  );
}
