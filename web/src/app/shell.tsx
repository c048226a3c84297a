import { Drawer, UnstyledButton } from '@mantine/core';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Logo } from '#libs/ui/logo';
import { entries, isInside, type Entry } from './navigation';
import { AccountBlock } from './account-block';
import { useFollowing, useLive } from './live';
import { hatOf, useMe } from './session';
import { PageMissing } from '../ui/page-failure';
import { Notices } from './notices';
import styles from './shell.module.css';
import { useSpeech } from './words';

/** What a phone shows at the bottom besides “Plus”. */
const ON_BAR = 4;

/** Outermost: the skip link, and the page’s own region that takes the focus after a navigation. */
export function Root() {
  const { w } = useSpeech();
  return (
    <>
      <a className={styles.skip} href="#contenu">
        {w.shell.skip}
      </a>
      <Outlet />
    </>
  );
}

/** An address of the app that no route knows, whoever reads it. */
export function Nowhere() {
  return (
    <main id="contenu" className={styles.nowhere} tabIndex={-1}>
      <Logo href="/" />
      <PageMissing />
    </main>
  );
}

/** The frame of the signed-in app: rail on a desk, bottom bar on a phone. */
export function Frame() {
  const { w } = useSpeech();
  const me = useMe();
  useFollowing();
  const hat = hatOf(me);
  const mine = entries[hat];
  return (
    <div className={styles.frame}>
      <section className={styles.rail} aria-label={w.shell.nav.frame}>
        <Link to="/" className={styles.brand}>
          <Logo />
        </Link>
        <nav aria-label={w.shell.nav.label} className={styles.nav}>
          {mine.map((entry) => (
            <RailLink key={entry.to} entry={entry} />
          ))}
        </nav>
        <AccountBlock />
      </section>
      <Content />
      <BottomBar mine={mine} />
    </div>
  );
}

function Content() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname ?? state.location.pathname });
  const last = useRef(path);
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    // An address that names a part of the page puts the cursor there.
    if (window.location.hash === '') main.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <main id="contenu" ref={main} tabIndex={-1} className={styles.content}>
      <Notices />
      <Outlet />
    </main>
  );
}

function RailLink({ entry }: { entry: Entry }) {
  const { w } = useSpeech();
  const Icon = entry.icon;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const current = { 'aria-current': isInside(entry, path) ? ('page' as const) : undefined };
  return (
    <Link to={entry.to} className={styles.entry} activeProps={current} inactiveProps={current}>
      <Icon size={20} strokeWidth={1.8} aria-hidden />
      <span>{entry.name(w)}</span>
      <Count entries={[entry]} />
    </Link>
  );
}

/** How many things wait in these entries; nothing when none does. */
function Count({ entries: counted }: { entries: readonly Entry[] }) {
  const { w } = useSpeech();
  const facts = useLive();
  const waiting = counted
    .flatMap(({ waits }) => (waits && facts ? [{ count: waits.count(facts), said: waits.said }] : []))
    .filter(({ count }) => count > 0);
  const count = waiting.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return null;
  return (
    <span className={styles.count}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className={styles.spoken}>{waiting.map((one) => one.said(w, one.count)).join(', ')}</span>
    </span>
  );
}

function BottomBar({ mine }: { mine: readonly Entry[] }) {
  const { w } = useSpeech();
  const [open, setOpen] = useState(false);
  return (
    <>
      <nav aria-label={w.shell.nav.label} className={styles.bar}>
        {mine.slice(0, ON_BAR).map((entry) => (
          <RailLink key={entry.to} entry={entry} />
        ))}
        <UnstyledButton className={styles.entry} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <Ellipsis size={20} strokeWidth={1.8} aria-hidden />
          <span>{w.shell.nav.more}</span>
          <Count entries={mine.slice(ON_BAR)} />
        </UnstyledButton>
      </nav>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="bottom"
        size="auto"
        lockScroll={false}
        title={w.shell.person.label}
        closeButtonProps={{ 'aria-label': w.shell.verb.close }}
        classNames={{ content: styles.sheet, header: styles.sheet, title: styles.sheetTitle }}
      >
        <div className={styles.more} onClick={() => setOpen(false)}>
          {mine.slice(ON_BAR).map((entry) => (
            <RailLink key={entry.to} entry={entry} />
          ))}
          <AccountBlock />
        </div>
      </Drawer>
    </>
  );
}
