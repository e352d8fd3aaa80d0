import { countNotifications, followNotifications, listNotifications } from '#kernel/contract';
import { type LinkState, addressOf, followStream, useCall, useLanguage, useSession } from '#ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

const EACH_MINUTE = 60_000;

/** How many notifications wait to be read: told by the server at once, and asked for each minute where no stream holds. */
export function useUnread(): number {
  const { me } = useSession();
  const client = useQueryClient();
  const language = useLanguage();
  const [link, setLink] = useState<LinkState>('opening');
  useEffect(() => {
    const address = addressOf(followNotifications, { params: { accountId: me.accountId } });
    const hear = (): void => {
      for (const { name } of [countNotifications, listNotifications])
        void client.invalidateQueries({ queryKey: [name] });
    };
    return followStream(address, hear, setLink);
    // The server says the words: in another language they are asked for again.
  }, [client, me.accountId, language]);
  const isAsking = link === 'lost' || link === 'crowded';
  return useCall(countNotifications, {}, isAsking ? { refetchEvery: EACH_MINUTE } : {}).data?.unread ?? 0;
}
