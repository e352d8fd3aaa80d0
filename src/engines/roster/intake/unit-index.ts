import type { Day } from '#kernel/contract';
import type { Fault } from './cells';
import { NearNames } from './near-names';

export interface IndexedUnit {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly shortName: string;
  readonly path: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

export type FoundUnit = { readonly unit: IndexedUnit } | { readonly fault: Fault };

/** Signs between the steps of a path such as `东滩工区/东滩一班`. */
const STEPS = /\s*[/／\\＼>＞›»→|｜]\s*/;
const MOST_CHOICES = 4;
const MOST_NEAR = 3;
/** A longer name is cut before it is repeated or compared. */
const LONGEST = 60;

const keyOf = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/**
 * Finds the unit that a clerk means among those that the clerk may write in: by name, else by short name, or by a
 * path whose steps may leave out some. A unit beyond one's scope is as unknown as one that is not there.
 */
export class UnitIndex {
  readonly #byId: ReadonlyMap<string, IndexedUnit>;
  readonly #byName = new Map<string, IndexedUnit[]>();
  readonly #byShortName = new Map<string, IndexedUnit[]>();
  readonly #found = new Map<string, FoundUnit>();
  #near: NearNames<IndexedUnit> | null = null;

  constructor(units: readonly IndexedUnit[]) {
    this.#byId = new Map(units.map((unit) => [unit.id, unit]));
    for (const unit of units) {
      add(this.#byName, keyOf(unit.name), unit);
      add(this.#byShortName, keyOf(unit.shortName), unit);
    }
  }

  /** The unit of an id, for whom somebody is to be placed there now. */
  openUnit(id: string): FoundUnit {
    const unit = this.#byId.get(id);
    if (unit === undefined) return { fault: { code: 'unit_gone', params: {} } };
    if (unit.validTo === null) return { unit };
    return { fault: { code: 'unit_closed', params: { value: unit.name, day: unit.validTo } } };
  }

  find(words: string): FoundUnit {
    const known = this.#found.get(words);
    if (known !== undefined) return known;
    const found = this.#search(words);
    this.#found.set(words, found);
    return found;
  }

  #search(words: string): FoundUnit {
    const value = words.slice(0, LONGEST);
    const whole = this.#named(keyOf(words));
    const steps = words.split(STEPS).filter((step) => step !== '');
    const hits = whole.length > 0 || steps.length < 2 ? whole : this.#alongPath(steps.map(keyOf));
    if (hits.length === 0) return { fault: this.#unknown(value) };
    const open = hits.filter((unit) => unit.validTo === null);
    if (open.length === 1) return { unit: open[0]! };
    if (open.length === 0) return { fault: { code: 'unit_closed', params: { value, day: hits[0]!.validTo! } } };
    const choices = open.slice(0, MOST_CHOICES).map((unit) => this.pathOf(unit));
    return { fault: { code: 'unit_ambiguous', params: { value, count: open.length, choices: choices.join(' | ') } } };
  }

  /** No such unit; where names are alike, with those. */
  #unknown(value: string): Fault {
    const steps = value.split(STEPS).filter((step) => step !== '');
    const keys = steps.length < 2 ? [keyOf(value)] : [keyOf(steps.join('/')), keyOf(steps.at(-1)!)];
    const near = this.#nearNames().nearest(keys, MOST_NEAR);
    if (near.length === 0) return { code: 'unit_unknown', params: { value } };
    const choices = near.map((unit) => (this.#named(keyOf(unit.name)).length > 1 ? this.pathOf(unit) : unit.name));
    return { code: 'unit_unknown_near', params: { value, choices: choices.join(' | ') } };
  }

  #nearNames(): NearNames<IndexedUnit> {
    if (this.#near !== null) return this.#near;
    this.#near = new NearNames();
    for (const unit of this.#byId.values()) {
      if (unit.validTo !== null) continue;
      for (const name of new Set([unit.name, unit.shortName, this.pathOf(unit)])) this.#near.add(keyOf(name), unit);
    }
    return this.#near;
  }

  #named(key: string): readonly IndexedUnit[] {
    return this.#byName.get(key) ?? this.#byShortName.get(key) ?? [];
  }

  #alongPath(keys: readonly string[]): readonly IndexedUnit[] {
    const above = keys.slice(0, -1);
    return this.#named(keys.at(-1)!).filter((unit) => {
      let wanted = above.length - 1;
      for (let one = this.#parentOf(unit); one !== undefined && wanted >= 0; one = this.#parentOf(one))
        if (keyOf(one.name) === above[wanted] || keyOf(one.shortName) === above[wanted]) wanted -= 1;
      return wanted < 0;
    });
  }

  #parentOf(unit: IndexedUnit): IndexedUnit | undefined {
    return unit.parentId === null ? undefined : this.#byId.get(unit.parentId);
  }

  /** The shortest path by which the unit is found: its own name and the one above. */
  pathOf(unit: IndexedUnit): string {
    const parent = this.#parentOf(unit);
    return parent === undefined ? unit.name : `${parent.name}/${unit.name}`;
  }
}

function add(map: Map<string, IndexedUnit[]>, key: string, unit: IndexedUnit): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [unit]);
  else known.push(unit);
}
