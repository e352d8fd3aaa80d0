import type { ReactNode } from 'react';
import { Overlay } from '../overlay';
import { currentPlace, useSearch } from '../router';
import { searchText } from '../routes';

/** The row that stands open in a drawer, held by the address: `?open=…`. Back closes it, a link opens it. */
export function useOpened(param = 'open') {
  const [search, change] = useSearch();
  return {
    id: search[param] ?? null,
    open: (id: string) => change({ [param]: id }),
    close: () => change({ [param]: null }),
    /** For links: this page with this row open. */
    addressOf: (id: string) => {
      const now = currentPlace();
      return now.path + searchText({ ...search, [param]: id });
    },
  };
}

export interface DrawerProps {
  title: ReactNode;
  note?: ReactNode;
  onClose: () => void;
  size?: 'normal' | 'wide';
  acts?: ReactNode;
  children: ReactNode;
}

/** Slides in from the right over the list it belongs to. */
export function Drawer(props: DrawerProps) {
  return <Overlay as="drawer" {...props} />;
}
