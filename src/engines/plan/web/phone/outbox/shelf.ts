/** A small store in the phone that holds photos too: things keep waiting when the page is closed or the power goes. */
const NAME = 'gonghui-plan';
const VERSION = 1;
export type Shelf = 'outbox' | 'photos';

let opening: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((done, fail) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const shelf of ['outbox', 'photos']) {
        if (!request.result.objectStoreNames.contains(shelf))
          request.result.createObjectStore(shelf, { keyPath: 'id' });
      }
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => {
      opening = null;
      fail(request.error ?? new Error('The phone keeps no data.'));
    };
  });
  return opening;
}

function finished<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error ?? new Error('The phone keeps no data.'));
  });
}

export async function allOf<T>(shelf: Shelf): Promise<T[]> {
  const store = (await open()).transaction(shelf, 'readonly').objectStore(shelf);
  return finished<T[]>(store.getAll() as IDBRequest<T[]>);
}

export async function keep(shelf: Shelf, value: { id: string }): Promise<void> {
  const work = (await open()).transaction(shelf, 'readwrite');
  work.objectStore(shelf).put(value);
  await new Promise<void>((done, fail) => {
    work.oncomplete = () => done();
    work.onabort = work.onerror = () => fail(work.error ?? new Error('The phone keeps no data.'));
  });
}

export async function drop(shelf: Shelf, ids: readonly string[]): Promise<void> {
  const store = (await open()).transaction(shelf, 'readwrite').objectStore(shelf);
  await Promise.all(ids.map((id) => finished(store.delete(id))));
}
