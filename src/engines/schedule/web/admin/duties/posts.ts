import { getCatalogue } from '#engines/roster/contract';
import { useCall, useCan, useLanguage } from '#ui';
import { useMemo } from 'react';

/** Names of posts by their code, in the reader's language. */
export function usePosts(): ReadonlyMap<string, string> {
  const language = useLanguage();
  const may = useCan();
  const posts = useCall(getCatalogue, {}, { enabled: may('roster.unit.read') }).data?.posts;
  return useMemo(
    () => new Map((posts ?? []).map((post) => [post.code, language === 'en' ? post.englishName : post.name])),
    [posts, language],
  );
}
