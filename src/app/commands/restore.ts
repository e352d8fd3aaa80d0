import type { Command } from './command';
export const restoreCommand: Command = { usage: 'restore', meaning: [], options: {}, run: () => Promise.resolve(0) };
