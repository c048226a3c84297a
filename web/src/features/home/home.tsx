import { Navigate } from '@tanstack/react-router';
import { hatOf, useMe } from '../../app/session';
import { Recommended } from '../matching/recommended';
import { MissionsToReview } from '../operations/missions-to-review';
import { OwnMissions } from '../missions/own-missions';

/** The first page of each hat: missions for a freelancer, one’s missions for an employer, people for an adviser. */
export function Home() {
  switch (hatOf(useMe())) {
    case 'freelancer':
      return <Recommended />;
    case 'employer':
      return <OwnMissions />;
    case 'admin':
      return <MissionsToReview />;
    case 'adviser':
      return <Navigate to="/candidats" replace />;
  }
}
