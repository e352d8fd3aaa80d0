/** What an entry of the phone's queue is about, so that pages find their own. */
export const NEW_CLAIM = 'claim:new';
export const aboutClaim = (id: string): string => `claim:${id}`;
