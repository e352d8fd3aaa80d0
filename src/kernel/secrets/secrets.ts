import type { Keys } from '../keys';
import type { KeyRing } from './key-ring';
import { fingerprintUnder, indexUnder, keyIdOf, openUnder, sealingKey, sealUnder, type SealingKey } from './sealing';

/**
 * Personal data at rest: each value is sealed by AES-256-GCM under the installation's data key, bound to the place where
 * it lies, so that a sealed value can't be copied to another row. It names its key, so that values under an older key
 * can be read while they are sealed anew.
 */
export interface Secrets {
  seal(value: string, place: string): Buffer;
  /** The value, or null when it can't be opened: another installation's key, or bytes that somebody changed. */
  open(sealed: Uint8Array, place: string): string | null;
  /** The id of the key under which values are sealed now, as it stands in the second to fifth byte of each. */
  currentKeyId(): Buffer;
  /** The ids of the keys before it, from which values can still be read. */
  olderKeyIds(): readonly Buffer[];
  /**
   * A number by which equal values are found without opening them, by a second key. It has only 24 bits: about one
   * value in seventeen million shares it, so that candidates must be opened and compared, and nobody who holds the
   * numbers and the key can list which identity numbers are in the books.
   */
  blindIndex(value: string, purpose: string): number;
  /** Tells whether two texts are the same, to nobody without the key. */
  fingerprint(...parts: readonly (string | Uint8Array)[]): string;
}

interface Opened {
  of: Keys;
  current: SealingKey;
  older: readonly SealingKey[];
}

/** The keys are those of the ring at each moment: a rotation under way is followed without a new start. */
export function openSecrets(ring: KeyRing): Secrets {
  let opened: Opened | null = null;
  const present = (): Opened => {
    const keys = ring.keys();
    if (opened?.of !== keys)
      opened = { of: keys, current: sealingKey(keys.data), older: keys.olderData.map(sealingKey) };
    return opened;
  };
  const find = (id: Buffer): SealingKey | undefined => {
    const { current, older } = present();
    return current.id.equals(id) ? current : older.find((key) => key.id.equals(id));
  };
  return {
    seal(value, place) {
      // A key that was replaced a moment ago must not be used for one more value.
      ring.refresh();
      return sealUnder(present().current, value, place);
    },
    open(sealed, place) {
      const id = keyIdOf(sealed);
      if (id === null) return null;
      const key = find(id) ?? (ring.refresh() ? find(id) : undefined);
      return key === undefined ? null : openUnder(key, sealed, place);
    },
    currentKeyId: () => present().current.id,
    olderKeyIds: () => present().older.map((key) => key.id),
    blindIndex: (value, purpose) => indexUnder(ring.keys(), value, purpose),
    fingerprint: (...parts) => fingerprintUnder(ring.keys(), parts),
  };
}
