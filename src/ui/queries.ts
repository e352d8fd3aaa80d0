import type { Endpoint, EndpointRequest, EndpointResponse } from '#kernel/contract';
import {
  QueryClient,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { CallFailed, CallRefused, addressOf, call, newKey, toJson } from './call';
import { choices, subscribeChoices } from './choices';
import { showToast } from './toast';

type AnyEndpoint = Pick<Endpoint, 'method' | 'path' | 'body' | 'response' | 'name'>;

/**
 * One client a shell. A refusal is final; only a failed network is tried again. Answers hold words of the server: in another
 * language all are asked again.
 */
export function newQueryClient(): QueryClient {
  const retry = (count: number, error: Error) => error instanceof CallFailed && count < 2;
  const client = new QueryClient({
    // Asked also while the browser believes to be offline: it may be wrong, and a phone has answers of its own.
    defaultOptions: {
      queries: { retry, staleTime: 20_000, networkMode: 'always', refetchOnReconnect: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  let { language } = choices();
  subscribeChoices(() => {
    if (language === choices().language) return;
    ({ language } = choices());
    void client.invalidateQueries();
  });
  return client;
}

function keyOf(endpoint: Pick<Endpoint, 'name'>, request: unknown): readonly [string, string] {
  return [endpoint.name, toJson(request)];
}

export interface ReadOptions {
  enabled?: boolean;
  /** The phone keeps the answer and shows it without network, with the moment at which it was read. */
  isKept?: boolean;
}

/** Reads one endpoint. The former answer stays on the screen while a new question is asked. */
export function useCall<E extends AnyEndpoint>(
  endpoint: E,
  request: EndpointRequest<E>,
  options: ReadOptions & { refetchEvery?: number } = {},
): UseQueryResult<EndpointResponse<E>, Error> {
  return useQuery<EndpointResponse<E>, Error>({
    queryKey: keyOf(endpoint, request),
    queryFn: ({ signal }) => call(endpoint, request, { signal, isKept: options.isKept ?? false }),
    meta: { address: options.isKept ? addressOf(endpoint, request as object) : null },
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
    ...(options.refetchEvery ? { refetchInterval: options.refetchEvery } : {}),
  });
}

interface PageAnswer {
  rows: unknown[];
  nextCursor: string | null;
}
export type RowOf<E> = EndpointResponse<E> extends { rows: (infer Row)[] } ? Row : never;

/** Reads a list by keyset, page after page. */
export function useRows<E extends AnyEndpoint>(endpoint: E, request: EndpointRequest<E>, options: ReadOptions = {}) {
  const loose = request as { query?: Record<string, unknown> };
  const answer = useInfiniteQuery({
    queryKey: [...keyOf(endpoint, request), 'rows'],
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...loose.query, ...(pageParam ? { cursor: pageParam } : {}) };
      return (await call(endpoint, { ...request, query }, { signal, isKept: options.isKept ?? false })) as PageAnswer;
    },
    meta: { address: options.isKept ? addressOf(endpoint, request as object) : null },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
  });
  return {
    rows: (answer.data?.pages ?? []).flatMap((page) => page.rows) as RowOf<E>[],
    isLoading: answer.isPending,
    isStale: answer.isPlaceholderData,
    error: answer.error,
    hasMore: answer.hasNextPage,
    isLoadingMore: answer.isFetchingNextPage,
    more: () => void answer.fetchNextPage(),
    again: () => void answer.refetch(),
  };
}

export interface ActOptions<E> {
  /** Endpoints whose answers the act changes. They are asked again when it is done, and when it came too late (409). */
  changes?: readonly Pick<Endpoint, 'name'>[];
  onDone?: (answer: EndpointResponse<E>) => void;
}

/** Until what was asked again is drawn. */
const SETTLES_MS = 200;

/** Asks endpoints again whose answers were changed by work that goes on by itself. */
export function useAskAgain(endpoints: readonly Pick<Endpoint, 'name'>[]): () => void {
  const client = useQueryClient();
  return () => {
    for (const { name } of endpoints) void client.invalidateQueries({ queryKey: [name] });
  };
}

/**
 * Does one act. The idempotency key belongs to the intent: the same request sent again after a lost answer carries
 * the same key, so that it can't happen twice; a second press while the first is under way does nothing.
 */
export function useAct<E extends AnyEndpoint>(endpoint: E, options: ActOptions<E> = {}) {
  const client = useQueryClient();
  const intent = useRef<{ text: string; key: string } | null>(null);
  const isUnderWay = useRef(false);
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => void (isShown.current = false);
  }, []);
  const askAgain = async (): Promise<void> => {
    await Promise.all((options.changes ?? []).map(({ name }) => client.invalidateQueries({ queryKey: [name] })));
  };
  const mutation = useMutation<EndpointResponse<E>, Error, EndpointRequest<E>>({
    mutationFn: async (request) => {
      const text = endpoint.body === 'bytes' ? newKey() : toJson(request);
      if (intent.current?.text !== text) intent.current = { text, key: newKey() };
      try {
        const answer = await call(endpoint, request, { idempotencyKey: intent.current.key });
        intent.current = null;
        return answer;
      } catch (error) {
        if (!(error instanceof CallFailed)) intent.current = null;
        throw error;
      } finally {
        isUnderWay.current = false;
      }
    },
    onSuccess: async (answer) => {
      options.onDone?.(answer);
      await askAgain();
    },
    // Somebody else was first: what the page shows is old, and the form beside it takes up what they wrote. Where the form
    // goes because nothing is left to do, its refusal would go with it.
    onError: (error) => {
      if (!(error instanceof CallRefused && error.status === 409)) return;
      void askAgain().then(() => setTimeout(() => isShown.current || showToast(error.message, 'late'), SETTLES_MS));
    },
  });
  /** Resolves with the answer, or with undefined when it was refused: `error` then tells why. */
  const act = async (request: EndpointRequest<E>): Promise<EndpointResponse<E> | undefined> => {
    if (isUnderWay.current) return undefined;
    isUnderWay.current = true;
    return mutation.mutateAsync(request).catch(() => undefined);
  };
  return { act, isUnderWay: mutation.isPending, error: mutation.error, forget: mutation.reset };
}
