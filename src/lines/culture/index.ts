/** The culture line's door for server code. */
export { cultureLine } from './line';
export {
  definitions,
  matchDefinition,
  recogniseEvent,
  outsideDefinitions,
  ownDefinitions,
  type EventDefinition,
} from './definitions';
export { eventsHeld, participation } from './measures';
export { eventsHeldSuits } from './measure-contract';
