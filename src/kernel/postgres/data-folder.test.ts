import { describe, expect, it } from 'vitest';
import { dataFolder } from './data-folder';

describe('dataFolder', () => {
  it.each([
    // env                                         platform   root?  expected root
    [{ GONGHUI_DATA: '/srv/union', HOME: '/h' }, 'linux', false, '/srv/union'],
    [{ GONGHUI_DATA: '/srv/union/' }, 'linux', true, '/srv/union'],
    [{ HOME: '/home/li' }, 'linux', false, '/home/li/.local/share/gonghui'],
    [{ HOME: '/home/li', XDG_DATA_HOME: '/big' }, 'linux', false, '/big/gonghui'],
    [{ HOME: '/home/li', XDG_DATA_HOME: '' }, 'linux', false, '/home/li/.local/share/gonghui'],
    [{ HOME: '/root' }, 'linux', true, '/var/lib/gonghui'],
    [{ HOME: '/Users/li' }, 'darwin', false, '/Users/li/Library/Application Support/gonghui'],
  ] as const)('%o on %s (root: %s) is %s', (env, platform, root, expected) => {
    const found = dataFolder(env, false, platform, root);
    const [main, demo] = [`${expected}/main`, `${expected}/demo`];
    expect(found).toEqual({ root: expected, main, demo, current: main });
    expect(dataFolder(env, true, platform, root).current).toBe(demo);
  });
});
