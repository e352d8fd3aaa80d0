import { startShell } from '../start-shell';
import { DesktopShell } from './desktop-shell';

void startShell('', <DesktopShell />);
