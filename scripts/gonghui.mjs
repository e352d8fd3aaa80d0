// `npm run --silent gonghui -- …`: the command-line tool. What it needs is installed and built first, silently.
import { buildServer, install } from './ensure.mjs';

install();
buildServer();
await import('../dist/server/cli.js');
