import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { DocumentRefusal, readDocument } from '#kernel';
import { documentWords } from '#kernel/composition';
import { CommandFault } from './command';

/** A little more than the reader takes, so that the reader itself says what is too large. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The bytes of a file or, with `-`, of standard input (pasted text). Refuses what can't be read, in one line. */
export async function documentBytes(path: string): Promise<{ bytes: Uint8Array; name: string }> {
  const isInput = path === '-';
  if (!isInput) {
    const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
      throw new CommandFault(unreadable(path, error));
    });
    if (info.isDirectory())
      throw new CommandFault(`“${path}”是文件夹，请给出一个文件。 / "${path}" is a folder; give a file.`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of isInput ? process.stdin : createReadStream(path)) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > MOST_BYTES) break;
    }
  } catch (error) {
    throw new CommandFault(unreadable(path, error as NodeJS.ErrnoException));
  }
  return { bytes: Buffer.concat(chunks), name: isInput ? 'stdin.txt' : basename(path) };
}

function unreadable(path: string, error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return `找不到文件“${path}”。 / There is no file "${path}".`;
  if (error.code === 'EACCES' || error.code === 'EPERM')
    return `没有权限读取“${path}”。 / "${path}" may not be read by this user.`;
  return `“${path}”读不出来（${error.code}）。 / "${path}" can't be read (${error.code}).`;
}

/** The words of a document; what the reader refuses becomes exit code 2 with its own sentence. */
export async function readDocumentFile(path: string) {
  const { bytes, name } = await documentBytes(path);
  try {
    return await readDocument(bytes, name);
  } catch (error) {
    if (error instanceof DocumentRefusal)
      throw new CommandFault(documentWords('errors', error.code, { name, ...error.params }));
    throw error;
  }
}
