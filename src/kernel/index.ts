/** The kernel's door for server code: technique without a word of the union. */
export { accountStates, createAccount, isWeakPassword, resetPassword, type AccountState } from './accounts';
export { answerRequest, toJson } from './answer';
export { audit, sealAudit, verifyAudit, type AuditProof } from './audit';
export { keyFingerprint, makeBackup } from './backup/make-backup';
export { needsPassphrase, restoreBackup } from './backup/restore-backup';
export { keptBackups, startNightlyBackups } from './backup/nightly';
export { clockFrom, systemClock, type Clock } from './clock';
export { tablesOf, userOf, type Context, type House, type Log, type Measure } from './context';
export { isConnectionLost, openDatabase, type Database, type DatabaseAddress } from './database';
export { openKeys, type Keys } from './keys';
export { serveLive } from './live/route';
export { openLive, type Live } from './live/streams';
export { LIVE_CHANNEL, tell } from './live/tell';
export { openLog } from './log';
export { openNotices } from './notices';
export { addWorkingDays, festivalDay, isWorkingDay } from './calendar';
export { AppError, assert, notFound, registerErrors, statusOf } from './errors';
export { fileRow, fileRows, readFileBytes, storeFile, type StoredFile } from './files';
export { openHttp, type HttpOptions } from './http';
export { newId } from './ids';
export {
  FileAnswer,
  serve,
  type ModuleManifest,
  type RequestFacts,
  type Route,
  type RouteInput,
} from './manifest';
export { kernelModule } from './module';
export { migrate, MigrationFault, migrationFiles } from './migrations';
export { openApiOf } from './openapi';
export { parameterHistory, parameterOn, seedParameters, setParameter, type ParameterSeed } from './parameters';
export { programFolder, sourceFolder, webFolder } from './places';
export { sessionRoutes } from './session-acts';
export { openSessions, type GrantLoader, type Sessions } from './sessions';
export { photoTypes } from './media-type';
export { readSettings, refuseUnsafeListening, SettingFault, settingTable, type Settings } from './settings';
export { openSignIn } from './sign-in';
export { errorText, hasText, registerTexts, text } from './texts';
export { inTransaction, type ContextSeed } from './transaction';
export { may, permissionsOf, scopePaths, type Grant, type SignedInUser } from './user';
export { moneyInWords } from './office/money-words';
export { readDocument, DocumentRefusal } from './office/read-document';
export { writeOfficialDocument, type OfficialBlock, type OfficialDocument } from './office/official-document';
export { PostgresLaunchError } from './postgres/launch-error';
export { launchPostgres, type RunningPostgres } from './postgres/launch';
export { dataFolder } from './postgres/data-folder';
