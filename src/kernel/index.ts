/** The kernel's door for server code: technique without a word of the union. */
export { accountStates, createAccount, eraseAccount, isWeakPassword } from './accounts';
export { openAccountNames, resetPassword, setAccountClosed } from './accounts';
export { answerRequest, toJson } from './answer';
export { audit } from './audit';
export { addWorkingDays, festivalDay, isWorkingDay } from './calendar';
export { type Clock } from './clock';
export { tablesOf, userOf, type Context, type House, type Log, type Measure, type Parameter } from './context';
export {
  type ParameterChange,
  type ParameterVersion,
  type Refusals,
  type Subject,
  type SubjectQuestion,
} from './context';
export { AppError, assert, notFound, statusOf } from './errors';
export { removeFile } from './file-removal';
export { fileRow, fileRows, readFileBytes, storeFile, type StoredFile } from './files';
export { newId } from './ids';
export { enqueue } from './jobs/enqueue';
export { job, type Job, type JobGround } from './jobs/job';
export { serveLive } from './live/route';
export { tell } from './live/tell';
export { FileAnswer, serve, type ModuleManifest, type RequestFacts, type Route, type RouteInput } from './manifest';
export { photoTypes } from './media-type';
export { moneyInWords } from './office/money-words';
export { type OfficialBlock, type OfficialDocument } from './office/official-document';
export { writeOfficialDocument } from './office/write-official';
export { readDocument, DocumentRefusal } from './office/read-document';
export { readWorkbook, writeWorkbook, type ReadSheet, type WorkbookCell, type WorkbookRow } from './office/workbook';
export { yuanText, type WorkbookColumn } from './office/workbook-cells';
export { allPages, exportTable, XLSX } from './office/workbook-export';
export { forgetOldNotifications, notify, type Notification } from './notifications';
export { parameterOn, seedParameters, setParameter } from './parameters';
export { programFolder } from './places';
export { sealedPlace, type SealedColumn } from './secrets/sealed-columns';
export { dropSecondFactor, logSignIn, type GrantLoader } from './sessions';
export { steadyStatement } from './steady-statement';
export { errorText, hasText, registerTexts, text } from './texts';
export { inOneMoment, inTransaction, type ContextSeed } from './transaction';
export { may, mayHouseWide, permissionsOf, scopePaths, type Grant, type SignedInUser } from './user';
