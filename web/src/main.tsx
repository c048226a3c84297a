import './app/mantine.css';
import 'virtual:mantine-variables.css';
import './app/fonts.css';
import '#libs/ui/tokens.css';
import '#libs/ui/pieces.css';
import './app/global.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Appearance } from './app/appearance';
import { queryClient } from './app/query-client';
import { router } from './app/router';
import { meQuery } from './app/session';
import { Toasts } from './ui/toast';
import { firstLocale, loadWords, Speaking } from './app/words';

void queryClient.prefetchQuery(meQuery);
const locale = firstLocale();
const words = await loadWords(locale);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Appearance>
        <Speaking first={{ locale, words }}>
          <QueryClientProvider client={queryClient}>
            <Toasts>
              <RouterProvider router={router} />
            </Toasts>
          </QueryClientProvider>
        </Speaking>
      </Appearance>
    </StrictMode>,
  );
}
