import { registerTexts } from '#ui';
import { startShell } from '../start-shell';
import { DesktopShell } from './desktop-shell';
import { parameterPages } from './parameters/pages';

registerTexts(parameterPages.module, parameterPages.texts);
void startShell('', <DesktopShell />);
