/**
 * The codes a module may refuse with, each with its HTTP status. The words stand in the module's locale files
 * under `errors.<code>`; a test proves that each code has both languages and is raised by at least one test.
 */
export type ErrorTable = Readonly<Record<string, ErrorStatus>>;
export type ErrorStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 423 | 429 | 503;

export function defineErrors<const T extends ErrorTable>(table: T): T {
  return table;
}

/** What every refusal looks like on the wire. */
export interface ErrorBody {
  error: {
    code: string;
    /** In the language of the request: it says what to do. */
    message: string;
    params?: Record<string, unknown>;
    /** Faults of single fields, by path such as `window.from`. */
    issues?: { path: string; message: string }[];
    requestId: string;
  };
}

export const kernelErrors = defineErrors({
  'kernel.invalid_input': 422,
  'kernel.not_found': 404,
  'kernel.sign_in_required': 401,
  'kernel.password_change_required': 403,
  'kernel.second_factor_required': 403,
  'kernel.foreign_origin': 403,
  'kernel.too_large': 413,
  'kernel.too_many_requests': 429,
  'kernel.unavailable': 503,
  'kernel.internal': 503,
  'kernel.changed_meanwhile': 409,
  'kernel.key_reused': 409,
  'session.wrong_password': 401,
  'session.locked': 423,
  'session.password_weak': 422,
  'session.password_same': 422,
  'session.demo_only_here': 404,
  'session.wrong_code': 422,
  'session.administrator_exists': 409,
  'session.code_wrong': 422,
  'session.code_locked': 423,
  'session.provider_none': 404,
  'session.provider_down': 503,
  'session.provider_failed': 401,
  'session.second_factor_needed': 401,
  'session.second_factor_wrong': 401,
  'session.second_factor_locked': 423,
  'session.second_factor_on': 409,
  'session.second_factor_not_begun': 409,
  'session.second_factor_demanded': 409,
  'parameter.changed_meanwhile': 409,
  'parameter.reason_missing': 422,
  'parameter.day_outside': 422,
  'parameter.verified_ahead': 422,
  'parameter.same_already': 409,
  'notice.window_short': 422,
  'notice.nothing_to_show': 422,
  'notice.open_already': 409,
  'notice.closed': 409,
  'notice.window_open': 409,
  'notice.objections_open': 409,
  'notice.over': 409,
  'notice.name_wanted': 422,
  'notice.answered_already': 409,
  'notice.own_objection': 409,
  'file.type_refused': 415,
  'file.empty': 422,
  'document.empty': 422,
  'document.only_pictures': 422,
  'document.too_large': 413,
  'document.text_too_long': 413,
  'document.binary': 415,
  'document.unknown_encoding': 422,
  'document.old_word': 415,
  'document.wps': 415,
  'document.pdf': 415,
  'document.ofd': 415,
  'document.rtf': 415,
  'document.image': 415,
  'document.web_page': 415,
  'document.word_xml': 415,
  'document.spreadsheet': 415,
  'document.presentation': 415,
  'document.opendocument': 415,
  'document.archive': 415,
  'document.encrypted': 422,
  'document.broken_docx': 422,
  'document.unsafe_xml': 422,
  'document.zip_bomb': 422,
  'workbook.empty': 422,
  'workbook.too_large': 413,
  'workbook.old_excel': 415,
  'workbook.et': 415,
  'workbook.csv': 415,
  'workbook.wps': 415,
  'workbook.web_page': 415,
  'workbook.binary_excel': 415,
  'workbook.opendocument': 415,
  'workbook.other_kind': 415,
  'workbook.encrypted': 422,
  'workbook.broken': 422,
  'workbook.unsafe_xml': 422,
  'workbook.zip_bomb': 422,
  'workbook.no_sheet': 422,
  'workbook.too_many_rows': 413,
  'workbook.too_many_cells': 413,
  'workbook.export_too_long': 422,
});
