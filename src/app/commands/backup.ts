import type { Command } from './command';
export const backupCommand: Command = { usage: 'backup', meaning: [], options: {}, run: () => Promise.resolve(0) };
