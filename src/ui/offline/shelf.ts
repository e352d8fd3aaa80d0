/**
 * A small store in the phone that holds photos too: things keep waiting when the page is closed or the power goes.
 * `queue` numbers its entries itself, so that their order does not hang on the phone's clock.
 */
const NAME = 'gonghui-phone';
const VERSION = 1;
const shelves = {
  queue: { keyPath: 'order', autoIncrement: true },
  photos: { keyPath: 'id' },
  answers: { keyPath: 'address' },
} as const satisfies Record<string, IDBObjectStoreParameters>;
export type Shelf = keyof typeof shelves;

let opening: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((done, fail) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const [shelf, options] of Object.entries(shelves)) request.result.createObjectStore(shelf, options);
    };
    request.onsuccess = () => {
      // Another page may want a newer form, or none at all after signing out.
      request.result.onversionchange = () => {
        request.result.close();
        opening = null;
      };
      done(request.result);
    };
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

/** Writes and waits until it lies on the phone's disk, as far as the browser can tell. */
async function write<T>(shelf: Shelf, work: (store: IDBObjectStore) => IDBRequest<T> | null): Promise<T | null> {
  const change = (await open()).transaction(shelf, 'readwrite', { durability: 'strict' });
  const request = work(change.objectStore(shelf));
  await new Promise<void>((done, fail) => {
    change.oncomplete = () => done();
    change.onabort = change.onerror = () => fail(change.error ?? new Error('The phone keeps no data.'));
  });
  return request ? request.result : null;
}

export async function allOf<T>(shelf: Shelf): Promise<T[]> {
  const store = (await open()).transaction(shelf, 'readonly').objectStore(shelf);
  return finished<T[]>(store.getAll() as IDBRequest<T[]>);
}

export async function oneOf<T>(shelf: Shelf, key: IDBValidKey): Promise<T | undefined> {
  const store = (await open()).transaction(shelf, 'readonly').objectStore(shelf);
  return finished<T | undefined>(store.get(key) as IDBRequest<T | undefined>);
}

/** The key under which it lies. */
export async function keep(shelf: Shelf, value: object): Promise<IDBValidKey> {
  return (await write(shelf, (store) => store.put(value))) ?? 0;
}

export async function drop(shelf: Shelf, keys: readonly IDBValidKey[]): Promise<void> {
  await write(shelf, (store) => {
    for (const key of keys) store.delete(key);
    return null;
  });
}

export async function empty(shelf: Shelf): Promise<void> {
  await write(shelf, (store) => store.clear());
}
