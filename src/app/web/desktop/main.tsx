import { registerTexts } from '#ui';
import { registerOwn } from '../own-modules';
import { startShell } from '../start-shell';
import { deskPages } from './desktop-modules';
import { DesktopShell } from './desktop-shell';

registerOwn();
for (const pages of deskPages) registerTexts(pages.module, pages.texts);
void startShell('', <DesktopShell />);
