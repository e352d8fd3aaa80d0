import { newKey, shrinkPhoto } from '#ui';
import { useRef, useState } from 'react';

export interface QueuedPhoto {
  readonly key: string;
  readonly name: string;
  readonly address: string;
  readonly state: 'waiting' | 'sending' | 'failed';
  readonly error: Error | null;
}

interface Waiting {
  readonly key: string;
  readonly file: File;
}

/**
 * Photos on their way, one after the other. Each keeps its idempotency key, so that sending again after a lost answer
 * doesn't add it twice; what failed stays with its reason until it is sent or thrown away.
 */
export function usePhotoQueue(send: (photo: File, key: string) => Promise<void>) {
  const [photos, setPhotos] = useState<readonly QueuedPhoto[]>([]);
  const files = useRef(new Map<string, File>());
  const chain = useRef<Promise<void>>(Promise.resolve());
  const mark = (key: string, patch: Partial<QueuedPhoto>) =>
    setPhotos((before) => before.map((photo) => (photo.key === key ? { ...photo, ...patch } : photo)));
  const drop = (key: string): void => {
    files.current.delete(key);
    setPhotos((before) => before.filter((photo) => photo.key !== key));
  };
  const run = async ({ key, file }: Waiting): Promise<void> => {
    if (!files.current.has(key)) return;
    mark(key, { state: 'sending', error: null });
    try {
      const { blob, name } = await shrinkPhoto(file);
      await send(new File([blob], name, { type: blob.type }), key);
      drop(key);
    } catch (error) {
      mark(key, { state: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    }
  };
  const queue = (one: Waiting): void => {
    chain.current = chain.current.then(() => run(one));
  };
  const add = (list: Iterable<File>): void => {
    for (const file of list) {
      const key = newKey();
      files.current.set(key, file);
      setPhotos((before) => [
        ...before,
        { key, name: file.name, address: URL.createObjectURL(file), state: 'waiting', error: null },
      ]);
      queue({ key, file });
    }
  };
  const again = (key: string): void => {
    const file = files.current.get(key);
    if (file) queue({ key, file });
  };
  return { photos, add, again, drop };
}
