import { Link } from '@tanstack/react-router';
import { useSpeech } from '../../app/words';

/** Where the people rejected for a mission are found again; nothing when there are none. */
export function RejectedLink({ mission, rejected }: { mission: string; rejected: number | undefined }) {
  const { w } = useSpeech();
  if (!rejected) return null;
  return (
    <Link to="/candidats" search={{ mission, verdict: 'REJECTED' }}>
      {w.discovery.verdict.seeRejected(rejected)}
    </Link>
  );
}
