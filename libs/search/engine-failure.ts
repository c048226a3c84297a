import { MeilisearchApiError, MeilisearchRequestError, MeilisearchRequestTimeOutError } from 'meilisearch';

/**
 * What went wrong with the engine. `unreachable`: no connection; `slow`: no answer in time; `broken`: an answer that is
 * none; `busy`: 429. The others need somebody: `refused`: the key (401, 403); `missing`: the index is not there;
 * `rejected`: it does not accept what we ask; `task-failed`: accepted, then failed; `too-powerful`: a key that manages keys.
 */
export type FailureKind =
  'unreachable' | 'slow' | 'broken' | 'busy' | 'refused' | 'missing' | 'rejected' | 'task-failed' | 'too-powerful';

const ALARMS: readonly FailureKind[] = ['refused', 'rejected', 'task-failed', 'too-powerful', 'missing'];

/** The engine could not do what was asked. Never carries a key or a document. */
export class EngineFailure extends Error {
  override name = 'EngineFailure';
  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message);
  }

  /** True when it will not pass by itself. */
  get alarming(): boolean {
    return ALARMS.includes(this.kind);
  }
}

const byStatus = (status: number, code: string | undefined): FailureKind => {
  if (status === 401 || status === 403) return 'refused';
  if (code === 'index_not_found') return 'missing';
  if (status === 429) return 'busy';
  return status >= 500 ? 'broken' : 'rejected';
};

/** Any error of the client as a failure of the engine. */
export function failureOf(error: unknown): EngineFailure {
  if (error instanceof EngineFailure) return error;
  if (error instanceof MeilisearchApiError) {
    const { status } = error.response;
    return new EngineFailure(
      byStatus(status, error.cause?.code),
      `${status} ${error.cause?.code ?? ''}: ${error.message}`,
    );
  }
  if (error instanceof MeilisearchRequestError)
    return error.cause instanceof MeilisearchRequestTimeOutError
      ? new EngineFailure('slow', 'no answer in time')
      : new EngineFailure('unreachable', 'no connection');
  return new EngineFailure('broken', error instanceof Error ? error.message.slice(0, 200) : 'an answer that is none');
}
