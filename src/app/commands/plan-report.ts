import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { inTransaction } from '#kernel';
import { getReport, getReportDocument, listPlans } from '#engines/plan';
import { CommandFault, EXIT, noArguments, printJson, textOption, yearOption, type Command } from './command';
import { withFoundation } from './house-work';
import { programUser } from './people';

export const planReport: Command = {
  usage: 'plan report [--year N] [--unit NAME] [--as-of YYYY-MM-DD] [--out FILE.docx] [--json]',
  meaning: ['Writes the report on a confirmed plan as a Word document in the layout of official papers.'],
  options: {
    year: { type: 'string', value: 'N', meaning: 'the year (default: the newest confirmed plan)' },
    unit: { type: 'string', value: 'NAME', meaning: 'whose plan, where several units have one' },
    'as-of': { type: 'string', value: 'DAY', meaning: 'the day that the figures stand on (default: today)' },
    out: { type: 'string', value: 'FILE.docx', meaning: 'where to write it (default: its own name, here)' },
    json: { type: 'boolean', meaning: 'print the report as JSON in place of the document' },
  },
  async run(given, terminal) {
    noArguments(planReport, given);
    const year = yearOption(given);
    const day = dayOption(textOption(given, 'as-of'));
    return withFoundation(terminal, async (base) => {
      const user = programUser(['plan.plan.read', 'plan.report.read', 'roster.unit.read']);
      return inTransaction({ ...base.seed(), user }, async (ctx) => {
        const unit = textOption(given, 'unit');
        const { plans } = await listPlans(ctx);
        const known = plans.filter(
          (plan) => plan.state === 'confirmed' && (unit === undefined || plan.unitName === unit),
        );
        const wanted = year ?? Math.max(0, ...known.map((plan) => plan.year));
        const [plan, other] = known.filter((candidate) => candidate.year === wanted);
        if (plan === undefined)
          throw new CommandFault(
            `没有已确认的计划。 / There is no confirmed plan${year === undefined ? '' : ` of ${year}`}.`,
            EXIT.refused,
          );
        if (other !== undefined)
          throw new CommandFault(
            `Several units have a plan of ${wanted}; say whose with --unit: ${known.map((one) => one.unitName).join(', ')}`,
          );
        if (given.values.json === true) printJson(terminal, await getReport(ctx, plan.id, day));
        else {
          const document = await getReportDocument(ctx, plan.id, day);
          const target = resolve(textOption(given, 'out') ?? document.name);
          await writeFile(target, document.bytes);
          terminal.out(`${target}\n`);
        }
        return EXIT.ok;
      });
    });
  },
};

function dayOption(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true;
  if (!isDay) throw new CommandFault(`--as-of must be a day such as 2024-12-31, not "${value}".`);
  return value;
}
