/** The reader's own recurring duties, for a phone page that gathers duties; its words are those of `schedule`. */
export const loadOwnDuties = () => import('./phone/own-duties-part');
