import { startShell } from '../start-shell';
import { PhoneShell } from './phone-shell';

void startShell('/m', <PhoneShell />);
