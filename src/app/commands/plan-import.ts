import type { Command } from './command';
export const planImport: Command = { usage: 'plan-import', meaning: [], options: {}, run: () => Promise.resolve(0) };
