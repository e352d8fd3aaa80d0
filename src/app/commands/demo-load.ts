import { readSettings } from '#kernel/composition';
import { demoWorld } from '../demo';
import { hasAccount } from '../has-account';
import { CommandFault, EXIT, noArguments, printJson, type Command } from './command';
import { withFoundation } from './house-work';

export const demoLoad: Command = {
  usage: 'demo load [--json]',
  meaning: [
    'Makes the demo world in its own folder, as the first npm start does. One that is there already is left alone.',
  ],
  options: { json: { type: 'boolean', meaning: 'print the outcome as JSON' } },
  async run(given, terminal) {
    noArguments(demoLoad, given);
    if (!readSettings(terminal.env).isDemo)
      throw new CommandFault(
        'GONGHUI_DEMO=off：演示数据不装入正式数据。 / The demo world is never loaded into real life.',
        EXIT.refused,
      );
    return withFoundation(terminal, async (base) => {
      const isLoaded = !(await hasAccount(base));
      if (isLoaded) await demoWorld.load(base.seed());
      if (given.values.json === true) printJson(terminal, { loaded: isLoaded, folder: base.folder });
      else
        terminal.out(`${isLoaded ? '演示数据已装入 / loaded' : '演示数据已经在了 / already there'}  ${base.folder}\n`);
      return EXIT.ok;
    });
  },
};
