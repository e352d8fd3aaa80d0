import type { Command } from './command';
export const planReport: Command = { usage: 'plan-report', meaning: [], options: {}, run: () => Promise.resolve(0) };
