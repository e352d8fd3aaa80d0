/**
 * The tournament report file of FIDE: what other programs read and check. TRF16 with `XXR` (rounds) and `XXC` (first colour) of
 * the programs that pair from it; of the edition of 2026 `142` (rounds), `152` (first colour) and `192` (the system).
 * Points are kept in tenths.
 */
export interface TrfGame {
  readonly opponent: number | null;
  readonly colour: 'first' | 'second' | null;
  /** As it stands in the file: `1 = 0` played, `W D L` played and not rated, `+ -` forfeited, `H F U Z` byes. */
  readonly result: TrfResult;
}

const trfResults = ['1', '=', '0', 'W', 'D', 'L', '+', '-', 'H', 'F', 'U', 'Z'] as const;
export type TrfResult = (typeof trfResults)[number];

export interface TrfPlayer {
  readonly number: number;
  readonly name: string;
  readonly rating: number;
  readonly points: number;
  readonly rank: number | null;
  readonly games: readonly TrfGame[];
}

export interface Trf {
  readonly name: string;
  /** The rounds that there will be; where the file does not say it, those that it has. */
  readonly rounds: number;
  readonly lot: 'first' | 'second';
  readonly players: readonly TrfPlayer[];
}

/** What is wrong with a file, and where: lines and columns from 1. */
export interface TrfFault {
  readonly line: number;
  readonly column: number;
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

export type TrfAnswer = { readonly ok: true; readonly trf: Trf } | { readonly ok: false; readonly faults: TrfFault[] };

export const trfPoints: Readonly<Record<TrfResult, number>> = {
  '1': 10,
  '=': 5,
  '0': 0,
  W: 10,
  D: 5,
  L: 0,
  '+': 10,
  '-': 0,
  H: 5,
  F: 10,
  U: 10,
  Z: 0,
};

export const wasTrfPlayed = ({ result }: TrfGame): boolean => '1=0WDL'.includes(result);

/** A result and what its other side must have. */
const mirrored: Readonly<Record<string, string>> = { '1': '0', '0': '1', '=': '=', W: 'L', L: 'W', D: 'D' };
const MOST_FAULTS = 50;

class Reader {
  readonly faults: TrfFault[] = [];
  readonly players: (TrfPlayer & { readonly line: number })[] = [];
  name = '';
  rounds: number | null = null;
  lot: 'first' | 'second' | null = null;

  say(line: number, column: number, key: string, params: Record<string, string> = {}): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push({ line, column, key: `matches.trf.${key}`, params });
  }

  private whole(text: string, line: number, column: number, what: string): number | null {
    if (/^ *\d{1,6} *$/.test(text)) return Number(text);
    this.say(line, column, 'no_number', { text: text.trim(), what });
    return null;
  }

  line(text: string, line: number): void {
    const code = text.slice(0, 3);
    const rest = text.slice(4).trim();
    if (code === '001') this.player(text, line);
    else if (code === '012') this.name = rest;
    else if (code === 'XXR' || code === '142') this.rounds = this.whole(rest, line, 5, 'rounds');
    else if (code === 'XXC' || code === '152') {
      if (/(?:white1|^W$)/i.test(rest)) this.lot = 'first';
      else if (/(?:black1|^B$)/i.test(rest)) this.lot = 'second';
      else if (code === '152') this.say(line, 5, 'no_colour', { text: rest });
    } else if (!/^[0-9X]/.test(text)) this.say(line, 1, 'no_code', { text: text.slice(0, 12) });
  }

  private player(text: string, line: number): void {
    if (text.length < 84) return this.say(line, text.length + 1, 'too_short', { length: String(text.length) });
    const number = this.whole(text.slice(4, 8), line, 5, 'number');
    const rating = text.slice(48, 52).trim() === '' ? 0 : this.whole(text.slice(48, 52), line, 49, 'rating');
    const points = text.slice(80, 84).trim();
    if (!/^\d{1,3}[.,]\d$/.test(points)) this.say(line, 81, 'no_number', { text: points, what: 'points' });
    const rank = text.slice(85, 89).trim() === '' ? null : this.whole(text.slice(85, 89), line, 86, 'rank');
    const games: TrfGame[] = [];
    for (let at = 91; at < text.length && text.slice(at).trim() !== ''; at += 10) {
      const game = this.game(text, at, line);
      if (game !== null) games.push(game);
    }
    if (number === null || number === 0)
      return number === 0 ? this.say(line, 5, 'no_number', { text: '0', what: 'number' }) : undefined;
    if (this.players.some((one) => one.number === number))
      this.say(line, 5, 'number_twice', { number: String(number) });
    const tenths = Math.round(Number(points.replace(',', '.')) * 10);
    this.players.push({
      number,
      name: text.slice(14, 47).trim(),
      rating: rating ?? 0,
      points: tenths,
      rank,
      games,
      line,
    });
  }

  private game(text: string, at: number, line: number): TrfGame | null {
    const [opponentText, colourText, resultText] = [
      text.slice(at, at + 4),
      text.slice(at + 5, at + 6),
      text.slice(at + 7, at + 8),
    ];
    // A round that was let out is a round away.
    if (`${opponentText}${colourText}${resultText}`.trim() === '') return { opponent: null, colour: null, result: 'Z' };
    const opponent = opponentText.trim() === '' ? 0 : this.whole(opponentText, line, at + 1, 'opponent');
    const result = trfResults.find((one) => one === resultText.toUpperCase());
    if (result === undefined) this.say(line, at + 8, 'no_result', { text: resultText });
    if (!'wb- '.includes(colourText) || colourText === '') this.say(line, at + 6, 'no_colour', { text: colourText });
    if (opponent === null || result === undefined) return null;
    const colour = colourText === 'w' ? 'first' : colourText === 'b' ? 'second' : null;
    const isBye = 'HFUZ'.includes(result);
    if (isBye && opponent !== 0) this.say(line, at + 1, 'bye_with_opponent', { result });
    if (!isBye && opponent === 0 && !'+-'.includes(result)) this.say(line, at + 1, 'no_opponent', { result });
    if (!isBye && opponent !== 0 && colour === null && !'+-'.includes(result))
      this.say(line, at + 6, 'no_colour', { text: colourText });
    return { opponent: opponent === 0 ? null : opponent, colour, result };
  }

  /** What the two sides of a game say of it must fit. */
  across(): void {
    const byNumber = new Map(this.players.map((player) => [player.number, player]));
    for (const { number, points, games, line } of this.players) {
      const sum = games.reduce((all, { result }) => all + trfPoints[result], 0);
      if (sum !== points)
        this.say(line, 81, 'points_differ', { given: (points / 10).toFixed(1), sum: (sum / 10).toFixed(1) });
      for (const [round, game] of games.entries()) {
        if (game.opponent === null) continue;
        const column = 92 + round * 10;
        const params = { round: String(round + 1), opponent: String(game.opponent) };
        const theirs = byNumber.get(game.opponent)?.games[round];
        if (game.opponent === number) this.say(line, column, 'against_itself', params);
        else if (theirs === undefined) this.say(line, column, 'unknown_opponent', params);
        else if (theirs.opponent !== number) this.say(line, column, 'opponent_elsewhere', params);
        else if (wasTrfPlayed(game) && theirs.result !== mirrored[game.result])
          this.say(line, column + 7, 'results_differ', params);
        else if (wasTrfPlayed(game) && theirs.colour === game.colour)
          this.say(line, column + 5, 'colours_differ', params);
      }
    }
  }
}

/** Reads a report. A file with any fault is refused, with every place that is wrong. */
export function readTrf(text: string): TrfAnswer {
  const reader = new Reader();
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  for (const [at, line] of lines.entries()) if (line.trim() !== '') reader.line(line, at + 1);
  // A file of another kind altogether is said to be one, not line by line.
  if (!lines.some((line) => line.startsWith('001'))) {
    return { ok: false, faults: [{ line: 1, column: 1, key: 'matches.trf.no_players', params: {} }] };
  }
  if (reader.faults.length === 0) reader.across();
  if (reader.faults.length > 0) return { ok: false, faults: reader.faults };
  const players = reader.players.map(({ line: _, ...player }) => player).sort((a, b) => a.number - b.number);
  const over = Math.max(...players.map(({ games }) => games.length));
  const rounds = reader.rounds ?? over;
  const first = players.find(({ games }) => games[0] !== undefined && wasTrfPlayed(games[0]))?.games[0]?.colour;
  return { ok: true, trf: { name: reader.name, rounds, lot: reader.lot ?? first ?? 'first', players } };
}

const right = (value: string | number, width: number): string => String(value).padStart(width).slice(0, width);

function gameText({ opponent, colour, result }: TrfGame): string {
  const number = opponent === null ? '0000' : right(opponent, 4);
  return `${number} ${colour === 'first' ? 'w' : colour === 'second' ? 'b' : '-'} ${result}`;
}

/** Writes a report. A name longer than its field is cut; who is not among FIDE's has no rating and no number there. */
export function writeTrf(trf: Trf): string {
  const lines = [
    `012 ${trf.name}`,
    `062 ${trf.players.length}`,
    '092 Individual: Swiss-System',
    `142 ${trf.rounds}`,
    `152 ${trf.lot === 'first' ? 'W' : 'B'}`,
    '192 FIDE_DUTCH_2025',
    ...trf.players.map((player) =>
      [
        `001 ${right(player.number, 4)}      ${player.name.slice(0, 33).padEnd(33)} ${right(player.rating || '', 4)}`,
        `${' '.repeat(28)}${right((player.points / 10).toFixed(1), 4)} ${right(player.rank ?? '', 4)}`,
        ...player.games.map((game) => `  ${gameText(game)}`),
      ].join(''),
    ),
    `XXR ${trf.rounds}`,
    `XXC ${trf.lot === 'first' ? 'white1' : 'black1'}`,
  ];
  return `${lines.join('\n')}\n`;
}
