import { EXIT, noArguments, printJson, type Command } from './command';
import { withDatabase } from './house-work';
import { proofLines, prove } from './proof';

export const auditVerify: Command = {
  usage: 'audit verify [--json]',
  meaning: [
    'Computes the chain of the audit and the books anew from their rows: exit 0 when all is whole, 1 when a row was changed or is gone,',
    'when an entry does not balance, a voucher number is missing or double, or a turnover differs from its postings.',
  ],
  options: { json: { type: 'boolean', meaning: 'print the proof as JSON' } },
  async run(given, terminal) {
    noArguments(auditVerify, given);
    return withDatabase(terminal, async ({ database }) => {
      const proof = await prove(database.kysely);
      if (given.values.json === true) printJson(terminal, proof);
      else terminal.out(`${proofLines(proof).join('\n')}\n`);
      return proof.isWhole ? EXIT.ok : EXIT.fault;
    });
  },
};
