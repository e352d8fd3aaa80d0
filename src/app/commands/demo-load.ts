import type { Command } from './command';
export const demoLoad: Command = { usage: 'demo-load', meaning: [], options: {}, run: () => Promise.resolve(0) };
