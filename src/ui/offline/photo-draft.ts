import { useEffect, useState } from 'react';
import { newKey } from '../call';
import { useSession } from '../session';
import { shrinkPhoto } from '../shrink-photo';
import type { NewFile, QueuedFile } from './entries';
import { allOf, drop, keep } from './shelf';

interface KeptPhoto {
  readonly id: string;
  readonly owner: string;
  readonly at: number;
  readonly name: string;
  readonly blob: Blob;
}

export interface DraftPhoto extends KeptPhoto {
  /** For the small picture; given back when the photo goes. */
  readonly address: string;
}

const withAddress = (photo: KeptPhoto): DraftPhoto => ({ ...photo, address: URL.createObjectURL(photo.blob) });

/**
 * Photos of a form that is not yet sent. They are shrunk when taken and kept in the phone for their owner, so that a
 * reload loses none. `form` names the form and, where it is about a row, the row.
 */
export function usePhotoDraft(form: string) {
  const owner = `${useSession().me.accountId}/${form}`;
  const [photos, setPhotos] = useState<readonly DraftPhoto[]>([]);
  const [working, setWorking] = useState(0);
  const [refused, setRefused] = useState(0);
  useEffect(() => {
    let isGone = false;
    void allOf<KeptPhoto>('photos')
      .then((all) => all.filter((photo) => photo.owner === owner).sort((a, b) => a.at - b.at))
      .then((own) => isGone || setPhotos(own.map(withAddress)))
      .catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [owner]);
  const add = async (files: readonly File[]): Promise<void> => {
    setRefused(0);
    setWorking((now) => now + files.length);
    for (const file of files) {
      try {
        const { blob, name } = await shrinkPhoto(file);
        const photo: KeptPhoto = { id: newKey(), owner, at: Date.now(), name: name.slice(0, 200), blob };
        await keep('photos', photo).catch(() => undefined);
        setPhotos((now) => [...now, withAddress(photo)]);
      } catch {
        // A picture that this phone can't draw would carry its place: it is left out, and the form says so.
        setRefused((now) => now + 1);
      } finally {
        setWorking((now) => now - 1);
      }
    }
  };
  const remove = (gone: readonly DraftPhoto[]): void => {
    for (const photo of gone) URL.revokeObjectURL(photo.address);
    const ids = gone.map((photo) => photo.id);
    void drop('photos', ids).catch(() => undefined);
    setPhotos((now) => now.filter((photo) => !ids.includes(photo.id)));
  };
  return { photos, working, refused, add, remove };
}

/** The photos as they go into the queue; `addressOf` tells where each is uploaded to. */
export function filesOf(
  photos: readonly DraftPhoto[],
  addressOf: (photo: Pick<NewFile, 'name'>) => string,
): QueuedFile[] {
  return photos.map(({ id, name, blob }) => ({ key: id, name, blob, address: addressOf({ name }), fileId: null }));
}
