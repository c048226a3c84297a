import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { MandateMove, MandateState, MandateView } from '#libs/contracts/mandate';
import { dotted } from '#libs/ui/format';
import { useSpeech } from '../../app/words';
import { Mark, type Tone } from '../../ui/mark';
import { MandateDialog } from './mandate-dialog';
import styles from './mandates.module.css';

const tones: Record<MandateState, Tone> = {
  PROPOSED: 'due',
  ACTIVE: 'good',
  DECLINED: 'over',
  EXPIRED: 'over',
  ENDED: 'over',
};

/** One mandate, from either side: with whom, what it allows, what can be done about it. */
export function MandateRow({ mandate, viewer }: { mandate: MandateView; viewer: 'freelancer' | 'agency' }) {
  const { w, f } = useSpeech();
  const words = w.mandates;
  const [move, setMove] = useState<MandateMove | null>(null);
  const scopes = viewer === 'freelancer' ? words.scope : words.scopeOther;
  const when = mandate.endedAt
    ? words.endedOn(f.date(mandate.endedAt))
    : mandate.startedAt
      ? words.since(f.date(mandate.startedAt))
      : words.until(f.date(mandate.expiresAt));
  const leads = viewer === 'freelancer' && mandate.state === 'PROPOSED';
  return (
    <article className={styles.mandate}>
      <div className={styles.head}>
        <h2>
          {viewer === 'freelancer' ? (
            mandate.agency.name
          ) : (
            <Link to="/profils/$id" params={{ id: mandate.freelancer.profileId }}>
              {mandate.freelancer.name}
            </Link>
          )}
        </h2>
        <Mark tone={tones[mandate.state]}>{words.state[mandate.state]}</Mark>
      </div>
      {viewer === 'agency' ? <p>{mandate.freelancer.headline}</p> : null}
      <p className={styles.muted}>{dotted([words.lead(mandate.leadAdviser.name), when])}</p>
      {mandate.message ? <p className={styles.message}>{mandate.message}</p> : null}
      <div className={styles.foot}>
        <details open={leads}>
          <summary>{words.scopes}</summary>
          <ul>
            {mandate.scopes.map((scope) => (
              <li key={scope}>{scopes[scope]}</li>
            ))}
          </ul>
        </details>
        {mandate.moves.length > 0 ? (
          <div className={styles.moves}>
            {mandate.moves.map((one) => (
              <Button
                key={one}
                variant={one === 'accept' ? 'action' : one === 'decline' ? 'default' : 'subtle'}
                size={one === 'accept' || one === 'decline' ? 'md' : 'compact-md'}
                className={one === 'accept' || one === 'decline' ? undefined : styles.rare}
                onClick={() => setMove(one)}
              >
                {words.move[one]}
              </Button>
            ))}
          </div>
        ) : null}
      </div>
      {move ? <MandateDialog mandate={mandate} move={move} viewer={viewer} close={() => setMove(null)} /> : null}
    </article>
  );
}
