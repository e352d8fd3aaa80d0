import { fileWords } from '#engines/contest';
import { CommandFault, EXIT, onlyArgument, printJson, type Command } from './command';
import { readContest, sayFaults, textOf } from './contest-file';

/** Computes the ranking of a contest file again, as what publishes it does. Bundled on its own, so that it starts at once. */
export const contestRank: Command = {
  usage: 'contest rank FILE.json [--json]',
  meaning: [
    'Ranks a contest file (docs/contest-files.md; - for standard input) as the product does that has published it.',
    'Needs neither database nor web pages. Exit 1 when the file has faults that no ranking should rest on.',
  ],
  options: { json: { type: 'boolean', meaning: 'print the ranking as one JSON object' } },
  async run(given, terminal) {
    const path = onlyArgument(contestRank, given, 'FILE.json');
    const { kind, file } = readContest(path, await textOf(path), terminal);
    const faults = kind.faultsOf(file);
    if (faults.length > 0) {
      sayFaults(faults, terminal);
      throw new CommandFault(
        `${faults.length} 处错误，不能排名。 / ${faults.length} faults; there is no ranking.`,
        EXIT.fault,
      );
    }
    const ranking = kind.rank(file);
    if (given.values.json === true) {
      printJson(terminal, ranking);
      return EXIT.ok;
    }
    const names = new Map(file.entrants.map(({ id, name }) => [id, name]));
    const groups = new Map(file.groups.map(({ id, name }) => [id, name]));
    for (const { group, rows } of ranking.groups) {
      if (group !== null) terminal.out(`${groups.get(group) ?? group}\n`);
      for (const { rank, isJoint, entrant, result, steps, notes } of rows) {
        const place = rank === null ? '—' : `${rank}${isJoint ? '=' : ''}`;
        const why = [
          ...steps.slice(1).map(({ key, value }) => `${fileWords(key, {})} ${value}`),
          ...notes.map(({ key, params }) => fileWords(key, params)),
        ];
        terminal.out(
          `${[place.padStart(4), names.get(entrant) ?? entrant, result, ...why].filter(Boolean).join('  ')}\n`,
        );
      }
    }
    return EXIT.ok;
  },
};
