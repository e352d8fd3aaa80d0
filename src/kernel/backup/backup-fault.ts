export type BackupFaultCode =
  | 'archive_damaged'
  | 'archive_not_ours'
  | 'passphrase_needed'
  | 'passphrase_wrong'
  | 'newer_program'
  | 'changed_migration'
  | 'place_not_empty'
  | 'nothing_to_back_up'
  | 'demo_and_real_life'
  | 'rows_differ'
  | 'file_exists'
  | 'other_running';

/** What a person at the terminal can cause or must know; the message says what to do, in Chinese and English. */
export class BackupFault extends Error {
  constructor(
    readonly code: BackupFaultCode,
    chinese: string,
    english: string,
    options?: { cause?: unknown },
  ) {
    super(`${chinese} / ${english}`, options);
    this.name = 'BackupFault';
  }
}

export function damaged(detail: string, cause?: unknown): BackupFault {
  return new BackupFault(
    'archive_damaged',
    `备份文件不完整或被改动过（${detail}），没有恢复任何内容。请换用另一份备份。`,
    `The backup is cut short or was changed (${detail}); nothing was restored. Use another backup.`,
    cause === undefined ? {} : { cause },
  );
}
