import type { Command } from './command';
export const doctorCommand: Command = { usage: 'doctor', meaning: [], options: {}, run: () => Promise.resolve(0) };
