import { mkdtempSync, mkdirSync, writeFileSync, rmSync, statSync } from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { launchPostgres, openDatabase, migrate, migrationFiles, makeBackup, restoreBackup } from '#kernel/composition';
import { modules } from '/work/main/src/app/modules';
const pg=await launchPostgres({folder:'/tmp/gh-cli/benchpg'}); const at=(d:string)=>({...pg.connection,database:d});
const m=openDatabase(at('gonghui'),()=>undefined,1);
for (const n of ['bench_a','bench_b']) { await m.pool.query(`drop database if exists ${n} with (force)`); await m.pool.query(`create database ${n}`); }
const a=openDatabase(at('bench_a'),()=>undefined,4), b=openDatabase(at('bench_b'),()=>undefined,4);
await migrate(a.pool, migrationFiles(modules));
await a.pool.query(`insert into kernel.installation (id, ever_held_demo) values (gen_random_uuid(), false)`);
await a.pool.query(`insert into kernel.audit_entry (id, at, recorded_at, request_id, actor, action, details) select gen_random_uuid(), now(), now(), 'r', 'someone', 'test.bench', jsonb_build_object('n', n, 'words', '工会工作计划') from generate_series(1,1000000) n`);
const files=mkdtempSync('/tmp/gh-bench-'); const bytes=randomBytes(10_000_000);
for (let i=0;i<30;i++){ bytes.writeUInt32LE(i,100); const sha=createHash('sha256').update(bytes).digest('hex'); mkdirSync(join(files,'files',sha.slice(0,2)),{recursive:true}); writeFileSync(join(files,'files',sha.slice(0,2),sha),bytes); await a.pool.query(`insert into kernel.file (id,sha256,bytes,media_type,name,created_at) values (gen_random_uuid(),$1,$2,'image/png','x',now())`,[sha,bytes.length]); }
let peak=0; const t=setInterval(()=>{peak=Math.max(peak,process.memoryUsage().rss)},50);
let s=performance.now();
const target=join(files,'b.tar.gz');
const r=await makeBackup({pool:a.pool,filesFolder:join(files,'files'),target,version:'x',keyFingerprint:null,passphrase:process.argv[2]??null});
console.log('backup',r.rows,(r.bytes/1e6).toFixed(0)+'MB',((performance.now()-s)/1000).toFixed(1)+'s','peak',(peak/1e6).toFixed(0)+'MB'); peak=0; s=performance.now();
const q=await restoreBackup({path:target,passphrase:process.argv[2]??null,pool:b.pool,filesFolder:join(files,'r'),migrations:migrationFiles(modules),isDemo:false});
console.log('restore',q.rows,q.files,((performance.now()-s)/1000).toFixed(1)+'s','peak',(peak/1e6).toFixed(0)+'MB');
clearInterval(t); await a.close(); await b.close(); for (const n of ['bench_a','bench_b']) await m.pool.query(`drop database if exists ${n} with (force)`); await m.close(); await pg.stop(); rmSync(files,{recursive:true});
