import { verifyAudit } from '#kernel/composition';
import { EXIT, noArguments, printJson, type Command } from './command';
import { withDatabase } from './house-work';

export const auditVerify: Command = {
  usage: 'audit verify [--json]',
  meaning: [
    'Computes the chain of the audit anew from its rows: exit 0 when it is whole, 1 when a row was changed or is gone.',
  ],
  options: { json: { type: 'boolean', meaning: 'print the proof as JSON' } },
  async run(given, terminal) {
    noArguments(auditVerify, given);
    return withDatabase(terminal, async ({ database }) => {
      const proof = await verifyAudit(database.kysely);
      if (given.values.json === true) printJson(terminal, proof);
      else {
        const state = proof.isWhole ? '完整 / whole' : `在第 ${proof.brokenAt} 条断开 / BROKEN at ${proof.brokenAt}`;
        terminal.out(
          `操作记录 / audit: ${state} · 已封存 / sealed ${proof.sealed} · 待封存 / waiting ${proof.waiting}\n${proof.lastHash}\n`,
        );
      }
      return proof.isWhole ? EXIT.ok : EXIT.fault;
    });
  },
};
