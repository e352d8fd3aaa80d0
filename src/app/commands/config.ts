import type { Command } from './command';
export const configCommand: Command = { usage: 'config', meaning: [], options: {}, run: () => Promise.resolve(0) };
