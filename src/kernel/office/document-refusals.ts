/**
 * Every reason for which a document is refused, with the names of the parameters that its message may show. The texts say what
 * the user can do next; they live in `locale/{zh-CN,en}.json` under `errors.<code>`.
 */
export const documentRefusals = {
  'document.empty': [],
  'document.only_pictures': ['count'],
  'document.too_large': ['limitMegabytes', 'sizeMegabytes'],
  'document.text_too_long': ['limitCharacters'],
  'document.binary': ['name'],
  'document.unknown_encoding': ['name'],
  'document.old_word': ['name'],
  'document.wps': ['name'],
  'document.pdf': ['name'],
  'document.ofd': ['name'],
  'document.rtf': ['name'],
  'document.image': ['name'],
  'document.web_page': ['name'],
  'document.word_xml': ['name'],
  'document.spreadsheet': ['name'],
  'document.presentation': ['name'],
  'document.opendocument': ['name'],
  'document.archive': ['name'],
  'document.encrypted': ['name'],
  'document.broken_docx': ['part'],
  'document.unsafe_xml': ['part'],
  'document.zip_bomb': [],
} as const satisfies Record<string, readonly string[]>;

export type DocumentRefusalCode = keyof typeof documentRefusals;

export class DocumentRefusal extends Error {
  constructor(
    readonly code: DocumentRefusalCode,
    readonly params: Record<string, string | number> = {},
  ) {
    super(code);
    this.name = 'DocumentRefusal';
  }
}

/** What was done to the document while reading it, so that the user sees it beside the text. Texts under `notes.<code>`. */
export const documentNotes = {
  'document.tracked_changes_applied': ['inserted', 'deleted'],
  'document.numbering_rebuilt': ['count'],
  'document.text_boxes_read': ['count'],
  'document.tables_read_as_rows': ['count'],
  'document.pictures_skipped': ['count'],
  'document.footnotes_skipped': ['count'],
  'document.comments_skipped': ['count'],
  'document.headers_footers_skipped': ['count'],
  'document.hidden_text_dropped': ['count'],
  'document.contents_table_skipped': ['count'],
  'document.embedded_skipped': ['count'],
  'document.bytes_replaced': ['count'],
  'document.control_characters_removed': ['count'],
} as const satisfies Record<string, readonly string[]>;

export type DocumentNoteCode = keyof typeof documentNotes;

export interface DocumentNote {
  code: DocumentNoteCode;
  params: Record<string, number>;
}
