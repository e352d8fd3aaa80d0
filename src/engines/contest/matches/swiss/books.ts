/**
 * What a pairing tries to keep, of which each comes before all after it. The numbers are those of the rules of FIDE of 2025.
 */
export type SwissCriterion =
  | 'fewest_floaters' // C6
  | 'lowest_floaters' // C7
  | 'next_bracket' // C8
  | 'bye_fewest_unplayed' // C9
  | 'bye_lowest_place'
  | 'difference_of_two' // C10
  | 'thrice_the_same' // C11
  | 'colour_due' // C12
  | 'colour_strongly_due' // C13
  | 'floater_again' // C14
  | 'opponent_again' // C15
  | 'floater_after_two' // C16
  | 'opponent_after_two' // C17
  | 'moved_down_again' // C18
  | 'above_opponent_again' // C19
  | 'moved_down_after_two' // C20
  | 'above_opponent_after_two'; // C21

/** A rule book of Swiss pairing as data over one engine. */
export interface SwissBook {
  readonly key: 'fide_dutch_2025' | 'xiangqi_2011';
  /** In the last round those above half of the points may have their colours broken for a fair opponent. */
  readonly sparesTopscorers: boolean;
  readonly criteria: readonly SwissCriterion[];
}

export const swissBooks = {
  /** FIDE Dutch (2025): C.04.3 in the edition decided in 2025. Nobody meets twice, one bye each, colours within two and never thrice. */
  fide_dutch_2025: {
    key: 'fide_dutch_2025',
    sparesTopscorers: true,
    criteria: [
      'fewest_floaters',
      'lowest_floaters',
      'next_bracket',
      'bye_fewest_unplayed',
      'difference_of_two',
      'thrice_the_same',
      'colour_due',
      'colour_strongly_due',
      'floater_again',
      'opponent_again',
      'floater_after_two',
      'opponent_after_two',
      'moved_down_again',
      'above_opponent_again',
      'moved_down_after_two',
      'above_opponent_after_two',
    ],
  },
  /** 象棋竞赛规则 2011, 积分编排制: by points, no opponent twice, colours even, nobody floats twice running, the bye to the last. */
  xiangqi_2011: {
    key: 'xiangqi_2011',
    sparesTopscorers: false,
    criteria: [
      'fewest_floaters',
      'lowest_floaters',
      'next_bracket',
      'bye_lowest_place',
      'floater_again',
      'moved_down_again',
      'opponent_again',
      'colour_due',
      'colour_strongly_due',
    ],
  },
} as const satisfies Record<string, SwissBook>;
