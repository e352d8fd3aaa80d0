/** The savings line's door for server code. */
export { savingsLine } from './line';
export { type MemberFinder } from './members';
export { savingsContributor, savingsEraser, savingsFollower } from './person-records';
