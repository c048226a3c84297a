import type { ApplicationMove, ApplicationView } from '#libs/contracts/application';
import { AgreementDialog, ConfirmDialog, SlotDialog } from './answer-dialogs';
import { InterviewDialog } from './interview-dialog';
import { OfferDialog } from './offer-dialog';
import { DeclineDialog, HoldDialog, LeavingDialog, TakingBackDialog } from './words-dialogs';

export interface MoveDialogProps {
  application: ApplicationView;
  close: () => void;
}

/** The dialog of a move that needs words, a choice or a confirmation. */
export function MoveDialog({ move, ...props }: MoveDialogProps & { move: SpokenMove }) {
  switch (move) {
    case 'decline':
      return <DeclineDialog {...props} />;
    case 'hold':
      return <HoldDialog {...props} />;
    case 'interview':
      return <InterviewDialog {...props} />;
    case 'offer':
      return <OfferDialog {...props} />;
    case 'choose-slot':
      return <SlotDialog {...props} />;
    case 'withdraw':
    case 'decline-offer':
      return <LeavingDialog move={move} {...props} />;
    case 'retract-offer':
    case 'cancel':
      return <TakingBackDialog move={move} {...props} />;
    case 'answer-pool':
    case 'answer-reopening':
      return <AgreementDialog move={move} {...props} />;
    case 'ask-pool':
    case 'reopen':
    case 'accept-offer':
      return <ConfirmDialog move={move} {...props} />;
  }
}

/** Moves done at once; `comment` has its own place on the page. */
export type SilentMove = 'review' | 'shortlist' | 'pool' | 'archive' | 'unarchive';
export type SpokenMove = Exclude<ApplicationMove, SilentMove | 'comment'>;

const SILENT: readonly ApplicationMove[] = ['review', 'shortlist', 'pool', 'archive', 'unarchive'];

export const isSilent = (move: ApplicationMove): move is SilentMove => SILENT.includes(move);
