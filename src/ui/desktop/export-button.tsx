import type { Endpoint } from '#kernel/contract';
import { useState } from 'react';
import { messageOf } from '../blanks';
import { Button, type ButtonProps } from '../button';
import { call } from '../call';
import { Note } from '../card';
import { showToast } from '../toast';
import { useUiTexts } from '../ui-texts';
import { nameIn, saveFile } from './save-file';

/** An endpoint that answers a list as a file; it takes the query of the list itself. */
export type FileEndpoint = Pick<Endpoint, 'method' | 'path' | 'body' | 'response' | 'name'>;

interface FileRequest {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  /** A file that the answer is about. */
  body?: unknown;
}

/** Fetches a file and hands it to the browser, under the name that the server gave it. */
export function useExport(endpoint: FileEndpoint, request: FileRequest) {
  const t = useUiTexts();
  const [isUnderWay, setUnderWay] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const save = async (): Promise<void> => {
    if (isUnderWay) return;
    setUnderWay(true);
    setError(null);
    let name = `${endpoint.name}.xlsx`;
    const onHead = (headers: Headers): void => {
      name = nameIn(headers.get('content-disposition')) ?? name;
    };
    try {
      const blob: unknown = await call(endpoint, request as never, { onHead });
      saveFile(blob as Blob, name);
      showToast(t('export.done', { name }));
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setUnderWay(false);
    }
  };
  return { save, isUnderWay, error };
}

/** Exports exactly what is asked for on the page; a fault stands beside the button until it is mended. */
export function ExportButton(
  props: { endpoint: FileEndpoint; request: FileRequest; /** Where it isn't a table. */ label?: string } & Pick<
    ButtonProps,
    'size' | 'kind'
  >,
) {
  const { endpoint, request, label, ...looks } = props;
  const t = useUiTexts();
  const file = useExport(endpoint, request);
  return (
    <>
      <Button icon="download" isBusy={file.isUnderWay} onClick={() => void file.save()} {...looks}>
        {file.isUnderWay ? t('export.busy') : (label ?? t('export.label'))}
      </Button>
      <ExportFault error={file.error} onRetry={() => void file.save()} />
    </>
  );
}

/** Why a file could not be exported, and the way to try again. */
export function ExportFault({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const t = useUiTexts();
  if (!error) return null;
  return (
    <Note kind="refuse">
      {messageOf(error, t)}{' '}
      <Button size="sm" kind="text" onClick={onRetry}>
        {t('failed.again')}
      </Button>
    </Note>
  );
}
