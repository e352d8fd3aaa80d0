import { readdirSync, readFileSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { extname, join } from 'node:path';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import staticFiles from '@fastify/static';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { answerRequest, toJson } from './answer';
import type { Clock } from './clock';
import type { House } from './context';
import { isConnectionLost } from './database';
import { isWrite } from './endpoint';
import { AppError, statusOf } from './errors';
import type { ErrorBody } from './error-table';
import { newId } from './ids';
import { chooseLanguage, type Language } from './language';
import { StreamAnswer } from './live/route';
import { openLive, type Live } from './live/streams';
import { FileAnswer, RedirectAnswer, type RequestFacts, type Route } from './manifest';
import type { Sessions } from './sessions';
import type { Settings } from './settings';
import { errorText } from './texts';

export interface HttpOptions {
  settings: Settings;
  house: House;
  clock: Clock;
  sessions: Pick<Sessions, 'userOf'>;
  /** The open streams, told by the database; without it there are streams that hear nothing. */
  live?: Live;
  routes: readonly Route[];
  /** The built pages; null serves the interface alone, as most tests do. */
  webFolder: string | null;
  /** OpenAPI as JSON text. */
  openApi: () => string;
  isReady: () => Promise<boolean>;
  requestsPerMinute?: number;
  logger?: FastifyBaseLogger;
}

const JSON_LIMIT = 1_048_576;
const MOST_OPEN_WRITES = 60;

/** What an answer of the interface says to a browser that opens it as a page: do nothing with it. Pages have helmet's. */
function answerHeaders(settings: Settings): Readonly<Record<string, string>> {
  return {
    'content-security-policy': "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    ...(settings.tls === null ? {} : { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
    'cache-control': 'no-store',
  };
}

export async function openHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { settings, live = openLive() } = options;
  const app = fastify({
    ...(options.logger ? { loggerInstance: options.logger } : { logger: false }),
    ...(settings.tls ? { https: { cert: readFileSync(settings.tls.cert), key: readFileSync(settings.tls.key) } } : {}),
    trustProxy: settings.trustedProxy ?? false,
    genReqId: () => newId(),
    requestIdHeader: false,
    bodyLimit: JSON_LIMIT,
    routerOptions: { maxParamLength: 400 },
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance;
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: settings.tls !== null,
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(compress, { threshold: 1024, encodings: ['gzip', 'identity'] });
  await app.register(rateLimit, { global: false });
  // Bodies stay bytes until the session and the right have been checked: who may not enter learns nothing by them.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, request, reply) => sendError(options, error, request, reply));
  app.setNotFoundHandler((request, reply) => sendError(options, new AppError('kernel.not_found'), request, reply));
  app.addHook('preClose', async () => live.close());
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) =>
    (await options.isReady()) ? { ok: true } : reply.code(503).send({ ok: false }),
  );
  app.get('/api/openapi.json', async (_request, reply) => reply.type('application/json').send(options.openApi()));
  for (const route of options.routes) addRoute(app, route, options, live);
  if (options.webFolder !== null) await addPages(app, options.webFolder);
  return app;
}

function addRoute(app: FastifyInstance, route: Route, options: HttpOptions, live: Live): void {
  const { endpoint } = route;
  const headers = answerHeaders(options.settings);
  const isOpenWrite = endpoint.permission === 'public' && isWrite(endpoint.method);
  const most = endpoint.mostPerMinute ?? (isOpenWrite ? MOST_OPEN_WRITES : null);
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    bodyLimit: endpoint.maxBytes ?? JSON_LIMIT,
    helmet: false,
    config: most === null ? {} : { rateLimit: { max: options.requestsPerMinute ?? most, timeWindow: '1 minute' } },
    handler: async (request, reply) => {
      reply.headers(headers);
      if (isWrite(endpoint.method)) refuseForeignOrigin(request, options.settings);
      const raw = {
        requestId: request.id,
        params: request.params,
        query: request.query,
        body: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
        idempotencyKey: headerOf(request, 'idempotency-key'),
        meantFor: headerOf(request, 'x-account'),
        language: languageOf(request),
        facts: factsOf(request, reply),
      };
      const ask = () =>
        answerRequest(route, raw, { house: options.house, clock: options.clock, userOf: options.sessions.userOf });
      const answer = await ask();
      reply.header('x-request-id', request.id);
      if (answer instanceof FileAnswer) return sendFile(reply, answer);
      if (answer instanceof RedirectAnswer) return reply.redirect(answer.address, 303);
      if (answer instanceof StreamAnswer)
        return startStream(request, reply, () =>
          live.open(reply.raw, reply.getHeaders() as OutgoingHttpHeaders, answer, ask),
        );
      return reply.type('application/json; charset=utf-8').send(toJson(answer));
    },
  });
}

function headerOf(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value.length > 0 && value.length <= 200 ? value : null;
}

export function languageOf(request: FastifyRequest): Language {
  const cookie = /(?:^|;\s*)gonghui\.language=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
  return chooseLanguage(headerOf(request, 'x-language') ?? cookie ?? headerOf(request, 'accept-language') ?? undefined);
}

function factsOf(request: FastifyRequest, reply: FastifyReply): RequestFacts {
  const { ip } = request;
  let headers: Headers | undefined;
  return {
    address: ip,
    isLoopback: ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.'),
    userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
    cookie: request.headers.cookie ?? null,
    get headers() {
      return (headers ??= headersOf(request));
    },
    setCookie: (line) => void reply.header('set-cookie', line),
  };
}

function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers.set(name, value);
  headers.set('x-gonghui-address', request.ip);
  return headers;
}

/** A browser names the page that a write comes from; one from a foreign page is refused. */
function refuseForeignOrigin(request: FastifyRequest, settings: Settings): void {
  const origin = request.headers.origin;
  if (origin === undefined) {
    if (request.headers['sec-fetch-site'] === 'cross-site') throw new AppError('kernel.foreign_origin');
    return;
  }
  const host = URL.canParse(origin) ? new URL(origin).host : '';
  const own = URL.canParse(settings.url) ? new URL(settings.url).host : '';
  if (host === '' || (host !== request.headers.host && host !== own)) throw new AppError('kernel.foreign_origin');
}

function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  const plain = file.name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const kind = file.isInline ? 'inline' : 'attachment';
  return reply
    .header('content-disposition', `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .type(file.mediaType)
    .send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength));
}

/** From here on the answer is the stream's own: neither compressed nor gathered. Who asks for the head alone gets none. */
function startStream(request: FastifyRequest, reply: FastifyReply, open: () => void): FastifyReply {
  if (request.method === 'HEAD') return reply.type('text/event-stream; charset=utf-8').send();
  reply.hijack();
  open();
  return reply;
}

/** Fastify's own refusals, told in the house's codes. */
const transportCodes: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'kernel.too_large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'kernel.invalid_input',
  FST_ERR_BAD_URL: 'kernel.not_found',
};

function asRefusal(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code !== undefined && transportCodes[code] !== undefined) return new AppError(transportCodes[code]);
  if (statusCode === 429) return new AppError('kernel.too_many_requests');
  if (isConnectionLost(error)) return new AppError('kernel.unavailable');
  return null;
}

function sendError(options: HttpOptions, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request);
  const refusal = asRefusal(error);
  if (refusal === null || refusal.code === 'kernel.unavailable') {
    options.house.log.error({ err: error, requestId: request.id, url: request.url }, 'a request failed');
  }
  const { code, params, issues } = refusal ?? new AppError('kernel.internal');
  const shown = { ...params, requestId: request.id };
  const body: ErrorBody = {
    error: {
      code,
      message: errorText(language, code, shown),
      requestId: request.id,
      ...(Object.keys(params).length ? { params } : {}),
      ...(issues.length ? { issues } : {}),
    },
  };
  return reply
    .code(refusal === null ? 500 : statusOf(code))
    .headers(answerHeaders(options.settings))
    .header('x-request-id', request.id)
    .type('application/json; charset=utf-8')
    .send(toJson(body));
}

/** The pages by the first part of the path; everything that is no file and no interface is the desktop's. */
const pages = [
  { prefix: '/sign-in', file: 'sign-in/index.html' },
  { prefix: '/m', file: 'phone/index.html' },
  { prefix: '/screen', file: 'screen/index.html' },
  { prefix: '/c', file: 'card/index.html' },
  { prefix: '/', file: 'desktop/index.html' },
];

/** Files that must lie at the root: the script before the first paint, the icon, the manifest of the phone page. */
const rootTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

async function addPages(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(staticFiles, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    decorateReply: false,
  });
  for (const name of readdirSync(folder).filter((file) => rootTypes[extname(file)] !== undefined)) {
    const bytes = readFileSync(join(folder, name));
    app.get(`/${name}`, async (_request, reply) =>
      reply.header('cache-control', 'no-cache').type(rootTypes[extname(name)]!).send(bytes),
    );
  }
  const cache = new Map<string, string>();
  const html = (file: string) => {
    const known = cache.get(file);
    if (known !== undefined) return known;
    const read = readFileSync(join(folder, file), 'utf8');
    cache.set(file, read);
    return read;
  };
  app.get('/*', async (request, reply) => {
    const path = request.url.split('?', 1)[0]!;
    if (path.startsWith('/api/') || path.startsWith('/assets/') || /\.[a-z]{2,5}$/.test(path))
      throw new AppError('kernel.not_found');
    const page = pages.find((p) => p.prefix === '/' || path === p.prefix || path.startsWith(`${p.prefix}/`))!;
    return reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(html(page.file).replaceAll('__CSP_NONCE__', reply.cspNonce.style));
  });
}
