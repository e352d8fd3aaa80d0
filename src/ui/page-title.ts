import { useEffect } from 'react';
import { useSession } from './session';

/** Names the browser's tab after the page; the shell resets it when the address changes. */
export function usePageTitle(title: string): void {
  const { organisation } = useSession().hello;
  useEffect(() => {
    document.title = organisation ? `${title} · ${organisation}` : title;
  }, [title, organisation]);
}
