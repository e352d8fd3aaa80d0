import { documentWords } from '#kernel/composition';
import { parsePlan, type ParsedPlan } from '#engines/plan';
import { spentSuits } from '#engines/ledger';
import { eventsHeldSuits } from '#lines/culture';
import { EXIT, onlyArgument, yearOption, type Command } from './command';
import { readDocumentFile } from './document-file';

/**
 * Reads a plan without database and pages. With --json standard output holds one JSON object and nothing else.
 * This file is bundled on its own (scripts/build.mjs), so that it starts at once.
 */
export const planParse: Command = {
  usage: 'plan parse FILE [--year N] [--json]',
  meaning: [
    'Reads a plan (.txt, .md or .docx; - for standard input) and lists its sections, promises, times, sums and',
    'warnings. Needs neither database nor web pages. Exit 0 when the file could be read, whatever it holds.',
  ],
  options: {
    year: { type: 'string', value: 'N', meaning: 'the year of the plan, where the text does not say it' },
    json: { type: 'boolean', meaning: 'print one JSON object, offsets in UTF-16 units of the text as read' },
  },
  async run(given, terminal) {
    const path = onlyArgument(planParse, given, 'FILE');
    const year = yearOption(given);
    const document = await readDocumentFile(path);
    const measures = Object.fromEntries(
      [eventsHeldSuits, spentSuits].flatMap(({ kinds, measure }) => kinds.map((kind) => [kind, measure])),
    );
    const parsed = parsePlan(document.text, { ...(year === undefined ? {} : { year }), measures });
    if (given.values.json === true) terminal.out(`${JSON.stringify(parsed)}\n`);
    else terminal.out(summary(parsed));
    for (const note of document.notes) terminal.say(`· ${documentWords('notes', note.code, note.params)}`);
    return EXIT.ok;
  },
};

function summary(plan: ParsedPlan): string {
  const kinds = new Map<string, number>();
  for (const { kind } of plan.commitments) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const lines = [
    `${plan.title ?? '（无标题 / no title）'}  ${plan.year ?? '（年份不明 / no year）'}`,
    '',
    `章节 / sections ${plan.sections.length}`,
    ...plan.sections.map((section) => `${'  '.repeat(section.level)}${section.mark || '·'} ${short(section.title)}`),
    '',
    `承诺 / promises ${plan.commitments.length}`,
    ...[...kinds].sort(([, a], [, b]) => b - a).map(([kind, count]) => `  ${String(count).padStart(4)}  ${kind}`),
    '',
    ...plan.commitments.map(
      (row) => `  ${[row.kind, row.window?.words, short(row.title)].filter(Boolean).join(' · ')}`,
    ),
  ];
  if (plan.warnings.length > 0)
    lines.push(
      '',
      `提醒 / warnings ${plan.warnings.length}`,
      ...plan.warnings.map((w) => `  ${w.code} @${w.at}  ${w.text}`),
    );
  return `${lines.join('\n')}\n`;
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
