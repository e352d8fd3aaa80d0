// `npm start`: installs and builds what is missing, then starts the house in this very process.
import { build, install } from './ensure.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`gonghui: Node.js 20.19 or later is needed; this is ${process.versions.node}.\n`);
  process.exit(1);
}
install();
build();
await import('../dist/server/main.js');
