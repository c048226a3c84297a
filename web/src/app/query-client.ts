import { QueryClient } from '@tanstack/react-query';
import { Refusal } from '../lib/http';

/** Reads are tried again when trying may help; a refusal is final. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && error instanceof Refusal && error.passing,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});
