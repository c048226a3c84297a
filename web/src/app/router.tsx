import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { PageFailure, PageMissing } from '../ui/page-failure';
import { queryClient } from './query-client';
import { meQuery } from './session';
import { Frame, Root } from './shell';

const root = createRootRoute({ component: Root, notFoundComponent: PageMissing });

/** A path inside the app, or nothing: return addresses from outside are ignored. */
const insidePath = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined;

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/connexion',
  validateSearch: (search: Record<string, unknown>) => ({ retour: insidePath(search.retour) }),
  component: lazyRouteComponent(() => import('../features/accounts/sign-in'), 'SignIn'),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Frame,
  beforeLoad: async ({ location }) => {
    const me = await queryClient.ensureQueryData(meQuery);
    if (!me) throw redirect({ to: '/connexion', search: { retour: location.href } });
  },
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/home'), 'Home'),
});

export const router = createRouter({
  routeTree: root.addChildren([signIn, signedIn.addChildren([home])]),
  basepath: '/app',
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailure,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
