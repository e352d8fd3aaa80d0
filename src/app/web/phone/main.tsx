import { startShell } from '../start-shell';
import { onSession, startOffline } from './offline-start';
import { PhoneShell } from './phone-shell';

void startShell('/m', <PhoneShell />, { before: startOffline, onSession });
