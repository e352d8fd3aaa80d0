import { newKey } from '#ui';
import { useEffect, useState } from 'react';
import { shrinkPhoto } from '../shrink-photo';
import { allOf, drop, keep } from './outbox/shelf';
import type { WaitingPhoto } from './outbox/waiting';

interface KeptPhoto extends WaitingPhoto {
  readonly owner: string;
  readonly at: number;
}

export interface DraftPhoto extends KeptPhoto {
  /** For the small picture; given back when the photo goes. */
  readonly address: string;
}

const withAddress = (photo: KeptPhoto): DraftPhoto => ({ ...photo, address: URL.createObjectURL(photo.blob) });

/** Photos of something not yet sent. They are shrunk when taken and kept in the phone, so that a reload loses none. */
export function usePhotoDraft(owner: string) {
  const [photos, setPhotos] = useState<readonly DraftPhoto[]>([]);
  const [working, setWorking] = useState(0);
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
    setWorking((now) => now + files.length);
    for (const file of files) {
      const { blob, name } = await shrinkPhoto(file);
      const photo: KeptPhoto = { id: newKey(), owner, at: Date.now(), name: name.slice(0, 200), blob, fileId: null };
      await keep('photos', photo).catch(() => undefined);
      setPhotos((now) => [...now, withAddress(photo)]);
      setWorking((now) => now - 1);
    }
  };
  const remove = (gone: readonly DraftPhoto[]): void => {
    for (const photo of gone) URL.revokeObjectURL(photo.address);
    const ids = gone.map((photo) => photo.id);
    void drop('photos', ids).catch(() => undefined);
    setPhotos((now) => now.filter((photo) => !ids.includes(photo.id)));
  };
  return { photos, working, add, remove };
}
