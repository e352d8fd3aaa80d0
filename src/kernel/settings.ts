/** The few settings, each with its default; `gonghui config --help` prints this table. */
export const settingTable = [
  { name: 'HOST', fallback: '127.0.0.1', meaning: 'address to listen on' },
  { name: 'PORT', fallback: '8080', meaning: 'port to listen on' },
  {
    name: 'GONGHUI_URL',
    fallback: '',
    meaning: 'the address in QR codes, feeds and notices (default: http://HOST:PORT)',
  },
  { name: 'GONGHUI_TLS_CERT', fallback: '', meaning: 'certificate file (PEM) for HTTPS' },
  { name: 'GONGHUI_TLS_KEY', fallback: '', meaning: 'key file (PEM) for HTTPS' },
  { name: 'GONGHUI_TRUSTED_PROXY', fallback: '', meaning: 'address or network of the proxy that ends HTTPS' },
  {
    name: 'GONGHUI_DATA',
    fallback: '',
    meaning: 'data folder (default: the data folder of the user, /var/lib/gonghui for root)',
  },
  {
    name: 'GONGHUI_KEY_FILE',
    fallback: '',
    meaning: 'file with the keys of this installation (default: keys.json in the data folder)',
  },
  { name: 'DATABASE_URL', fallback: '', meaning: 'an external PostgreSQL 15 or later in place of the embedded one' },
  {
    name: 'GONGHUI_DEMO',
    fallback: 'on',
    meaning: '"off" runs real life from the main folder instead of the demo world',
  },
  {
    name: 'GONGHUI_OIDC_ISSUER',
    fallback: '',
    meaning: 'address of an OpenID Connect provider that people may sign in with (HTTPS)',
  },
  { name: 'GONGHUI_OIDC_CLIENT_ID', fallback: '', meaning: 'what the provider calls this installation' },
  { name: 'GONGHUI_OIDC_CLIENT_SECRET', fallback: '', meaning: 'the secret that the provider gave for it' },
  { name: 'GONGHUI_OIDC_NAME', fallback: '', meaning: 'what the button on the sign-in page calls the provider' },
  {
    name: 'GONGHUI_OIDC_STAFF_CLAIM',
    fallback: '',
    meaning: "the provider's claim that holds the staff number; without it people link their accounts themselves",
  },
  { name: 'LOG_LEVEL', fallback: 'info', meaning: 'trace, debug, info, warn, error or silent' },
] as const;

export type SettingName = (typeof settingTable)[number]['name'];

/** A provider that people may sign in with beside their password. */
export interface ProviderSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  name: string;
  /** Null: an account is linked by its person alone. */
  staffClaim: string | null;
}

export interface Settings {
  host: string;
  port: number;
  url: string;
  tls: { cert: string; key: string } | null;
  trustedProxy: string | null;
  databaseUrl: string | null;
  keyFile: string | null;
  oidc: ProviderSettings | null;
  isDemo: boolean;
  logLevel: string;
}

export class SettingFault extends Error {}

export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const value = (name: SettingName) => env[name]?.trim() || settingTable.find((s) => s.name === name)!.fallback;
  const port = Number(value('PORT'));
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new SettingFault(`PORT must be a number from 0 to 65535, not "${env.PORT}".`);
  const cert = value('GONGHUI_TLS_CERT');
  const key = value('GONGHUI_TLS_KEY');
  if ((cert === '') !== (key === ''))
    throw new SettingFault('GONGHUI_TLS_CERT and GONGHUI_TLS_KEY belong together: set both or none.');
  const demo = value('GONGHUI_DEMO').toLowerCase();
  if (demo !== 'on' && demo !== 'off')
    throw new SettingFault(`GONGHUI_DEMO must be "on" or "off", not "${env.GONGHUI_DEMO}".`);
  const oidc = readProvider(value);
  const host = value('HOST');
  const scheme = cert === '' ? 'http' : 'https';
  return {
    host,
    port,
    url: value('GONGHUI_URL') || `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    tls: cert === '' ? null : { cert, key },
    trustedProxy: value('GONGHUI_TRUSTED_PROXY') || null,
    databaseUrl: value('DATABASE_URL') || null,
    keyFile: value('GONGHUI_KEY_FILE') || null,
    oidc,
    isDemo: demo === 'on',
    logLevel: value('LOG_LEVEL'),
  };
}

/** All three or none; the secret and the tokens go over HTTPS, but to this very machine. */
function readProvider(value: (name: SettingName) => string): ProviderSettings | null {
  const issuer = value('GONGHUI_OIDC_ISSUER');
  const clientId = value('GONGHUI_OIDC_CLIENT_ID');
  const clientSecret = value('GONGHUI_OIDC_CLIENT_SECRET');
  if ([issuer, clientId, clientSecret].every((one) => one === '')) return null;
  if ([issuer, clientId, clientSecret].includes(''))
    throw new SettingFault(
      'GONGHUI_OIDC_ISSUER, GONGHUI_OIDC_CLIENT_ID and GONGHUI_OIDC_CLIENT_SECRET belong together: set all or none.',
    );
  const address = URL.canParse(issuer) ? new URL(issuer) : null;
  if (address === null || (address.protocol !== 'https:' && !loopbackHosts.has(address.hostname)))
    throw new SettingFault(`GONGHUI_OIDC_ISSUER must be an https:// address, not "${issuer}".`);
  const staffClaim = value('GONGHUI_OIDC_STAFF_CLAIM') || null;
  return { issuer, clientId, clientSecret, name: value('GONGHUI_OIDC_NAME') || address.hostname, staffClaim };
}

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '::1']);

/** Real life may be reached from other machines only through HTTPS, our own or a trusted proxy's. */
export function refuseUnsafeListening(settings: Settings): void {
  const isLoopback = loopbackHosts.has(settings.host) || settings.host.startsWith('127.');
  if (settings.isDemo || isLoopback || settings.tls !== null || settings.trustedProxy !== null) return;
  throw new SettingFault(
    `HOST=${settings.host} would send passwords unencrypted. Set GONGHUI_TLS_CERT and GONGHUI_TLS_KEY, or name the proxy that ends HTTPS in GONGHUI_TRUSTED_PROXY.`,
  );
}
