import { inTransaction } from '#kernel';
import { confirmPlan, importPlan, listPlans } from '#engines/plan';
import { recogniseEvent } from '#lines/culture';
import { EXIT, onlyArgument, printJson, textOption, yearOption, type Command } from './command';
import { documentBytes } from './document-file';
import { withFoundation } from './house-work';
import { actor } from './people';

export const planImport: Command = {
  usage: 'plan import FILE [--year N] [--confirm] [--as USERNAME] [--json]',
  meaning: [
    'Imports a plan document for review, as the web page does; - reads standard input.',
    'The same text a second time is said, not doubled.',
  ],
  options: {
    year: { type: 'string', value: 'N', meaning: 'the year of the plan, where the text does not say it' },
    confirm: { type: 'boolean', meaning: 'confirm it at once, every promise as it was read' },
    as: {
      type: 'string',
      value: 'USERNAME',
      meaning: 'the account to act for (default: the only one that may import)',
    },
    json: { type: 'boolean', meaning: 'print the outcome as JSON' },
  },
  async run(given, terminal) {
    const path = onlyArgument(planImport, given, 'FILE');
    const year = yearOption(given);
    const document = await documentBytes(path);
    return withFoundation(terminal, async (base) => {
      const user = await actor(base, textOption(given, 'as'), 'plan.plan.import');
      const outcome = await inTransaction({ ...base.seed(), user }, async (ctx) => {
        const imported = await importPlan(ctx, { ...document, year });
        if (given.values.confirm !== true) return { ...imported, confirmed: null };
        const plan = (await listPlans(ctx)).plans.find(({ id }) => id === imported.planId);
        if (plan === undefined || plan.state === 'confirmed') return { ...imported, confirmed: null };
        const { version, events } = await confirmPlan(
          ctx,
          plan.id,
          { revision: plan.revision, acceptRest: true },
          recogniseEvent,
        );
        return { ...imported, confirmed: { version, events } };
      });
      if (given.values.json === true) printJson(terminal, outcome);
      else terminal.out(summary(outcome));
      return EXIT.ok;
    });
  },
};

function summary(outcome: {
  outcome: string;
  commitments: number;
  confirmed: { version: number; events: number } | null;
}): string {
  const words = outcome.outcome === 'already_here' ? '这份计划已经导入过 / already here' : '已导入 / imported';
  const lines = [`${words}：${outcome.commitments} 项承诺 / promises`];
  if (outcome.confirmed !== null) lines.push(`已确认 / confirmed：${outcome.confirmed.events} 项活动 / events`);
  return `${lines.join('\n')}\n`;
}
