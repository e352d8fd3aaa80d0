import type { Command } from './command';
export const auditVerify: Command = { usage: 'audit-verify', meaning: [], options: {}, run: () => Promise.resolve(0) };
