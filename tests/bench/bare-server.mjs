// The yardstick: Fastify and pg with nothing between. BARE_STATEMENTS names a JSON file {name: [{text, values, name?}, …]};
// GET /run/NAME runs them one after the other with their values, POST /run/NAME runs the one with the values sent.
import { readFileSync } from 'node:fs';
import fastify from 'fastify';
import pg from 'pg';

pg.types.setTypeParser(1082, (text) => text);
const statements = JSON.parse(readFileSync(process.env.BARE_STATEMENTS, 'utf8'));
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 });
const app = fastify();

app.get('/readyz', async () => ({ ok: true }));
app.get('/run/:name', async (request) => {
  let rows = [];
  for (const statement of statements[request.params.name]) ({ rows } = await pool.query(statement));
  return { rows };
});
app.post('/run/:name', async (request) => {
  const [{ text }] = statements[request.params.name];
  const { rows } = await pool.query(text, request.body);
  return { rows };
});

process.on('SIGTERM', () =>
  app
    .close()
    .then(() => pool.end())
    .then(() => process.exit(0)),
);
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
