import { pino, type Logger } from 'pino';

/** Structured lines on standard error; cookies and passwords never reach them. */
export function openLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ['req.headers.cookie', 'req.headers.authorization', '*.password'], remove: true },
      serializers: {
        req: (request: { method: string; url: string; id: string }) => ({
          method: request.method,
          url: request.url,
          id: request.id,
        }),
      },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
