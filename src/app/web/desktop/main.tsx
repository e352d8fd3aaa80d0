import { registerTexts } from '#ui';
import { startShell } from '../start-shell';
import { deskPages } from './desktop-modules';
import { DesktopShell } from './desktop-shell';

for (const pages of deskPages) registerTexts(pages.module, pages.texts);
void startShell('', <DesktopShell />);
