import { auditOfFile, auditOfReport } from '#engines/contest';
import { CommandFault, EXIT, onlyArgument, printJson, type Command } from './command';
import { readContest, sayFaults, textOf } from './contest-file';

/** Looks for what no pairing by the rules can have led to. Bundled on its own, so that it starts at once. */
export const contestAudit: Command = {
  usage: 'contest audit FILE.trf|FILE.json [--json]',
  meaning: [
    'Audits a tournament report (TRF16, TRF of 2026) or a contest file round by round: no rematch, colours, byes, needless',
    'floats; written apart from what pairs. Needs neither database nor web pages. Exit 1 when something is found.',
  ],
  options: { json: { type: 'boolean', meaning: 'print what was found as one JSON object' } },
  async run(given, terminal) {
    const path = onlyArgument(contestAudit, given, 'FILE');
    const text = await textOf(path);
    const audit = /^\s*\{/.test(text) ? auditContest(path, text, terminal) : auditOfReport(text);
    if (given.values.json === true) printJson(terminal, audit);
    else {
      sayFaults(audit.faults, terminal);
      terminal.out(
        audit.faults.length > 0
          ? `发现 ${audit.faults.length} 处问题 / ${audit.faults.length} found\n`
          : `${audit.rounds} 轮、${audit.players} 人，没有问题 / ${audit.rounds} rounds, ${audit.players} players, nothing found\n`,
      );
    }
    return audit.faults.length > 0 ? EXIT.fault : EXIT.ok;
  },
};

function auditContest(path: string, text: string, terminal: Parameters<typeof readContest>[2]) {
  const { kind, file } = readContest(path, text, terminal);
  const faults = kind.faultsOf(file);
  if (faults.length > 0) return { rounds: 0, players: file.entrants.length, faults };
  const audit = auditOfFile(file);
  if (audit === null)
    throw new CommandFault(`“${path}”没有对阵可查，请用 contest rank。 / "${path}" has no matches to audit; rank it.`);
  return audit;
}
