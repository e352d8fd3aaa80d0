import { importPlan, importPlanText, listPlans, replaceDocument } from '../../../contract';
import type { EndpointResponse } from '#kernel/contract';
import { call, CallFailed, newKey } from '#ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';

export type Imported = EndpointResponse<typeof importPlan>;

/** Sends one document at a time. The same file sent again after a lost answer carries the same key. */
export function useImport(given: { year: number | undefined; planId: string | undefined }) {
  const client = useQueryClient();
  const [name, setName] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [answer, setAnswer] = useState<Imported | null>(null);
  const intent = useRef<{ of: string; key: string } | null>(null);
  const again = useRef<(() => Promise<void>) | null>(null);

  const run = async (title: string, of: string, send: (key: string) => Promise<Imported>): Promise<void> => {
    if (intent.current?.of !== of) intent.current = { of, key: newKey() };
    setName(title);
    setError(null);
    setAnswer(null);
    again.current = () => run(title, of, send);
    try {
      const received = await send(intent.current.key);
      intent.current = null;
      await client.invalidateQueries({ queryKey: [listPlans.name] });
      await client.invalidateQueries({ queryKey: ['plan.getReview'] });
      setAnswer(received);
    } catch (reason) {
      if (!(reason instanceof CallFailed)) intent.current = null;
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setName(null);
    }
  };

  const sendFile = (file: File): Promise<void> => {
    const query = { name: file.name.slice(0, 200), ...(given.year ? { year: given.year } : {}) };
    const of = `${file.name}/${file.size}/${file.lastModified}/${given.year ?? ''}/${given.planId ?? ''}`;
    return run(file.name, of, (key) => {
      const options = { idempotencyKey: key };
      if (given.planId) return call(replaceDocument, { params: { planId: given.planId }, query, body: file }, options);
      return call(importPlan, { query, body: file }, options);
    });
  };
  const sendText = (title: string, text: string): Promise<void> => {
    const body = { name: title, text, ...(given.year ? { year: given.year } : {}) };
    return run(title, JSON.stringify(body), (key) => call(importPlanText, { body }, { idempotencyKey: key }));
  };
  return { sendFile, sendText, again: () => void again.current?.(), isBusy: name !== null, name, error, answer };
}
export type ImportWork = ReturnType<typeof useImport>;
