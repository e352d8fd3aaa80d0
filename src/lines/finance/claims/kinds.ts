/** What union money is claimed for, in the order in which pages offer it. */
export const claimKinds = [
  'activity',
  'prize',
  'souvenir',
  'festival',
  'birthday',
  'wedding',
  'birth',
  'hospital',
  'member_death',
  'relative_death',
  'retirement',
  'outing',
  'judge',
  'other',
] as const;
export type ClaimKind = (typeof claimKinds)[number];

/** The caps of the rulebook that a kind has to keep; a kind without one has none in 总工办发〔2017〕32号. */
export const capOf = {
  activity: null,
  prize: 'individualPrize',
  souvenir: 'souvenir',
  festival: 'festivalGoods',
  birthday: 'birthdayGift',
  wedding: 'weddingGift',
  birth: 'birthGift',
  hospital: 'hospitalVisit',
  member_death: 'memberDeath',
  relative_death: 'relativeDeath',
  retirement: 'retirementGift',
  outing: 'outingPerDay',
  judge: 'judgeFee',
  other: null,
} as const satisfies Record<ClaimKind, string | null>;

/** Those who are given something are named one by one, before it is found right. */
export const needsPayees = (kind: ClaimKind): boolean =>
  !['activity', 'souvenir', 'festival', 'outing', 'other'].includes(kind);

/** Prizes and fees belong to an event: nobody gets them twice for one. */
export const needsEvent = (kind: ClaimKind): boolean => kind === 'prize' || kind === 'judge';

/** Festival goods are capped by the year: what the unit's members have had in it counts. */
export const isByYear = (kind: ClaimKind): boolean => kind === 'festival';
