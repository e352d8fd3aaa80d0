import type { Command } from './command';
export const userCreate: Command = { usage: 'users', meaning: [], options: {}, run: () => Promise.resolve(0) };
export const userResetPassword: Command = { usage: 'users', meaning: [], options: {}, run: () => Promise.resolve(0) };
