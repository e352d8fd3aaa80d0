import { createServer, type Server } from 'node:https';
import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeCertificate, type TestCertificate } from './certificate';

/** A write as it came by: what the house was asked, under which key. */
export interface SeenWrite {
  method: string;
  path: string;
  key: string | undefined;
  status: number;
}

/** HTTPS before a house, as a proxy of the works would be; it can lose answers on their way back. */
export interface HttpsFront {
  url: string;
  certificate: TestCertificate;
  writes: SeenWrite[];
  /** The next answer to this path is cut off: the house has done the act, nobody hears of it. */
  loseNextAnswer(path: RegExp): void;
  close(): Promise<void>;
}

export async function openHttpsFront(housePort: number): Promise<HttpsFront> {
  const certificate = makeCertificate(['127.0.0.1', 'localhost']);
  const writes: SeenWrite[] = [];
  let losing: RegExp | null = null;

  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const onward = ask({ host: '127.0.0.1', port: housePort, method, path, headers }, (answer) => {
      const key = headers['idempotency-key'];
      if (method !== 'GET')
        writes.push({ method, path, key: typeof key === 'string' ? key : undefined, status: answer.statusCode ?? 0 });
      if (losing?.test(path)) {
        losing = null;
        answer.resume();
        answer.on('end', () => incoming.socket.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  };

  const server: Server = createServer({ key: certificate.key, cert: certificate.cert }, pass);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    certificate,
    writes,
    loseNextAnswer: (path) => {
      losing = path;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
