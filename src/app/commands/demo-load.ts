import { sql } from 'kysely';
import { readSettings } from '#kernel';
import { demoWorld } from '../demo';
import type { Foundation } from '../house';
import { CommandFault, EXIT, noArguments, printJson, type Command } from './command';
import { withFoundation } from './house-work';

/** A start that was killed between its first migration and the end of loading left a demo without anybody in it. */
export async function needsDemoWorld(base: Foundation): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select from kernel.login_user) as any`.execute(base.house.database);
  return base.settings.isDemo && !rows[0]!.any;
}

export const demoLoad: Command = {
  usage: 'demo load [--json]',
  meaning: ['Makes the demo world in its own folder, as the first npm start does. One that is there already is left alone.'],
  options: { json: { type: 'boolean', meaning: 'print the outcome as JSON' } },
  async run(given, terminal) {
    noArguments(demoLoad, given);
    if (!readSettings(terminal.env).isDemo) throw new CommandFault('GONGHUI_DEMO=off：演示数据不装入正式数据。 / The demo world is never loaded into real life.', EXIT.refused);
    return withFoundation(terminal, async (base) => {
      const isLoaded = await needsDemoWorld(base);
      if (isLoaded) await demoWorld.load(base);
      if (given.values.json === true) printJson(terminal, { loaded: isLoaded, folder: base.folder });
      else terminal.out(`${isLoaded ? '演示数据已装入 / loaded' : '演示数据已经在了 / already there'}  ${base.folder}\n`);
      return EXIT.ok;
    });
  },
};
