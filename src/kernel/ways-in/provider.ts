import { createHash, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { AppError } from '../errors';
import type { ProviderSettings } from '../settings';

/** What is remembered of a visit until the browser comes back from the provider. */
export interface Visit {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who the provider says it is. */
export interface ProviderPerson {
  readonly subject: string;
  /** By the claim that the settings name; null without one. */
  readonly staffNumber: string | null;
}

/** An OpenID Connect provider: authorization code with PKCE, state and nonce; its signed word is checked by its keys. */
export interface Provider {
  readonly name: string;
  readonly issuer: string;
  /** Refuses: a provider that does not answer as one (`session.provider_down`). */
  begin(): Promise<{ address: string; visit: Visit }>;
  /** Refuses: an answer that is not this visit's, or not the provider's (`session.provider_failed`). */
  end(visit: Visit, answer: { code: string; state: string; iss?: string | undefined }): Promise<ProviderPerson>;
}

const metadataShape = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
  id_token_signing_alg_values_supported: z.array(z.string()).default(['RS256']),
});
type Metadata = z.infer<typeof metadataShape>;

const tokensShape = z.object({ id_token: z.string() });

const PATIENCE = 10_000;
const METADATA_KEPT = 3_600_000;
const LEEWAY_SECONDS = 60;
/** Signatures that a key of the provider's can be held against; never "none", never a shared secret. */
const strong = /^(?:RS|PS|ES)\d{3}$|^EdDSA$/;

const random = (): string => randomBytes(32).toString('base64url');

export function openProvider(settings: ProviderSettings, callback: string): Provider {
  let known: { metadata: Metadata; keys: JWTVerifyGetKey; until: number } | null = null;

  async function about(): Promise<{ metadata: Metadata; keys: JWTVerifyGetKey }> {
    if (known !== null && known.until > Date.now()) return known;
    const metadata = await readMetadata(settings.issuer);
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri), { timeoutDuration: PATIENCE });
    known = { metadata, keys, until: Date.now() + METADATA_KEPT };
    return known;
  }

  return {
    name: settings.name,
    issuer: settings.issuer,
    async begin() {
      const { metadata } = await about();
      const visit = { state: random(), nonce: random(), verifier: random() };
      const address = new URL(metadata.authorization_endpoint);
      const query = {
        response_type: 'code',
        client_id: settings.clientId,
        redirect_uri: callback,
        scope: 'openid profile',
        state: visit.state,
        nonce: visit.nonce,
        code_challenge: createHash('sha256').update(visit.verifier).digest('base64url'),
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
      return { address: address.toString(), visit };
    },
    async end(visit, answer) {
      const { metadata, keys } = await about();
      if (answer.state !== visit.state) throw new AppError('session.provider_failed');
      if (answer.iss !== undefined && answer.iss !== metadata.issuer) throw new AppError('session.provider_failed');
      const token = await exchange(settings, metadata, { code: answer.code, verifier: visit.verifier, callback });
      const claims = await readClaims(token, keys, { metadata, clientId: settings.clientId, nonce: visit.nonce });
      const staff = settings.staffClaim === null ? undefined : claims[settings.staffClaim];
      return { subject: claims.sub!, staffNumber: typeof staff === 'string' && staff !== '' ? staff : null };
    },
  };
}

async function readMetadata(issuer: string): Promise<Metadata> {
  try {
    const response = await fetch(`${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(PATIENCE),
      redirect: 'error',
    });
    const metadata = metadataShape.parse(await response.json());
    if (metadata.issuer !== issuer) throw new Error(`the provider calls itself ${metadata.issuer}`);
    return metadata;
  } catch (cause) {
    throw Object.assign(new AppError('session.provider_down'), { cause });
  }
}

async function exchange(
  settings: ProviderSettings,
  metadata: Metadata,
  { code, verifier, callback }: { code: string; verifier: string; callback: string },
): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: callback,
    code_verifier: verifier,
  });
  const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' });
  if (metadata.token_endpoint_auth_methods_supported.includes('client_secret_basic')) {
    const pair = `${encodeURIComponent(settings.clientId)}:${encodeURIComponent(settings.clientSecret)}`;
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
  } else {
    body.set('client_id', settings.clientId);
    body.set('client_secret', settings.clientSecret);
  }
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(metadata.token_endpoint, { method: 'POST', body, headers, signal, redirect: 'error' });
    return tokensShape.parse(await response.json()).id_token;
  } catch (cause) {
    throw Object.assign(new AppError('session.provider_failed'), { cause });
  }
}

async function readClaims(
  token: string,
  keys: JWTVerifyGetKey,
  { metadata, clientId, nonce }: { metadata: Metadata; clientId: string; nonce: string },
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: metadata.issuer,
      audience: clientId,
      algorithms: metadata.id_token_signing_alg_values_supported.filter((name) => strong.test(name)),
      requiredClaims: ['sub', 'exp', 'iat'],
      clockTolerance: LEEWAY_SECONDS,
    });
    const isForUs = !Array.isArray(payload.aud) || payload.aud.length === 1 || payload.azp === clientId;
    if (payload.nonce !== nonce || !isForUs) throw new Error('the token answers another question');
    return payload;
  } catch (cause) {
    throw Object.assign(new AppError('session.provider_failed'), { cause });
  }
}
