import type { Subject } from '#kernel';
import { listPeople } from '../people';
import { mayOnPerson, mayOnUnit } from '../policy';
import { personBy } from '../store/people';
import { unitById } from '../store/units';
import { listUnits } from '../units';

const MOST_CHOSEN = 20;

const person: Subject = {
  kind: 'roster.person',
  permissions: { read: 'roster.person.read', change: 'roster.person.write' },
  async find(ctx, id) {
    const found = await personBy(ctx, { id });
    if (found === null) return null;
    return {
      title: found.name,
      unitPath: found.rightsPath,
      admits: (asking, question) => mayOnPerson(asking, person.permissions[question], found),
    };
  },
  async choose(ctx, words) {
    const { rows } = await listPeople(ctx, { search: words, limit: MOST_CHOSEN });
    return rows.map((row) => ({ id: row.id, title: row.name, note: row.unitName ?? '' }));
  },
};

const unit: Subject = {
  kind: 'roster.unit',
  permissions: { read: 'roster.unit.read', change: 'roster.unit.write' },
  async find(ctx, id) {
    const found = await unitById(ctx, id);
    if (found === null) return null;
    return {
      title: found.name,
      unitPath: found.path,
      admits: (asking, question) => mayOnUnit(asking, unit.permissions[question], found),
    };
  },
  async choose(ctx, words) {
    const { rows } = await listUnits(ctx, {});
    const found = rows.filter((row) => row.name.includes(words) || row.shortName.includes(words));
    const names = new Map(rows.map((row) => [row.id, row.name]));
    return found
      .slice(0, MOST_CHOSEN)
      .map((row) => ({ id: row.id, title: row.name, note: names.get(row.parentId ?? '') ?? '' }));
  },
};

/** The things of the roster of which people may ask who can see them. */
export const rosterSubjects: readonly Subject[] = [person, unit];
