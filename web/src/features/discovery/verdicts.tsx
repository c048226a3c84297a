import { Button, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { Check, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import type { FoundProfile, VerdictAnswer, VerdictDraft } from '#libs/contracts/discovery';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { FormDialog } from '../../ui/dialog';
import { Mark } from '../../ui/mark';
import { useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import { TextButton } from '../../ui/text-button';
import type { SearchParams } from './search-params';
import styles from './verdicts.module.css';

type Said = VerdictDraft['verdict'];

/** Decides where the search stands: for its mission, else in the saved search that is open; nowhere else. */
export function useVerdicts(params: SearchParams) {
  const { w } = useSpeech();
  const client = useQueryClient();
  const toast = useToast();
  const words = w.discovery.verdict;
  const place = params.mission
    ? { mission: params.mission }
    : params.recherche
      ? { search: params.recherche }
      : undefined;
  const send = async (profileId: string, verdict: Said, comment = '') => {
    await ask<VerdictAnswer>('/search/verdicts', { method: 'PUT', body: { ...place, profileId, verdict, comment } });
    await client.invalidateQueries({ queryKey: ['search', '/search/profiles'] });
    await client.invalidateQueries({ queryKey: ['match', 'candidates'] });
  };
  const decide = async (card: FoundProfile, verdict: Said, comment?: string) => {
    const before = card.verdict;
    await send(card.id, verdict, comment);
    toast.say(words.done[verdict](card.name), () => {
      send(card.id, before?.verdict ?? 'NONE', before?.comment).catch(toast.fail);
    });
  };
  return (
    place && { decide, attempt: (card: FoundProfile, verdict: Said) => void decide(card, verdict).catch(toast.fail) }
  );
}

/** Keep, reject with a word for oneself and colleagues, or take it back. */
export function VerdictButtons({ card, params }: { card: FoundProfile; params: SearchParams }) {
  const { w } = useSpeech();
  const words = w.discovery.verdict;
  const verdicts = useVerdicts(params);
  const [rejecting, setRejecting] = useState(false);
  if (!verdicts) return null;
  if (card.verdict)
    return (
      <Button
        variant="default"
        leftSection={<Undo2 size={17} aria-hidden />}
        onClick={() => verdicts.attempt(card, 'NONE')}
      >
        {words.back}
      </Button>
    );
  return (
    <>
      <Button
        variant="default"
        px={8}
        leftSection={<Check size={17} aria-hidden />}
        onClick={() => verdicts.attempt(card, 'KEPT')}
      >
        {words.keep}
      </Button>
      <Button variant="default" px={8} leftSection={<X size={17} aria-hidden />} onClick={() => setRejecting(true)}>
        {words.reject}
      </Button>
      {rejecting ? (
        <RejectDialog
          name={card.name}
          reject={(comment) => verdicts.decide(card, 'REJECTED', comment)}
          close={() => setRejecting(false)}
        />
      ) : null}
    </>
  );
}

function RejectDialog(props: { name: string; reject: (comment: string) => Promise<void>; close: () => void }) {
  const { w } = useSpeech();
  const words = w.discovery.verdict;
  const form = useForm({ initialValues: { comment: '' } });
  const sending = useSending(form, async ({ comment }) => {
    await props.reject(comment);
    props.close();
  });
  return (
    <FormDialog title={words.rejectTitle(props.name)} action={words.reject} sending={sending} close={props.close}>
      <p>{words.rejectHint}</p>
      <Textarea
        label={words.comment}
        description={words.commentHint}
        autosize
        minRows={2}
        maxLength={500}
        {...form.getInputProps('comment')}
      />
    </FormDialog>
  );
}

/** What was decided, by whom, with their word. */
export function VerdictMark({ verdict }: { verdict: FoundProfile['verdict'] }) {
  const { w, f } = useSpeech();
  if (!verdict) return null;
  return (
    <p className={styles.said}>
      <Mark tone={verdict.verdict === 'KEPT' ? 'good' : 'over'}>{w.discovery.verdict.mark[verdict.verdict]}</Mark>
      <span>{w.discovery.verdict.by(verdict.by, f.ago(verdict.at, new Date()))}</span>
      {verdict.comment ? <span>{verdict.comment}</span> : null}
    </p>
  );
}

/** “Revoir les écartés (3)”: nobody is ever out of reach. */
export function Reviewed(props: {
  kept: number;
  rejected: number;
  params: SearchParams;
  change: (params: SearchParams) => void;
}) {
  const { w } = useSpeech();
  const words = w.discovery.verdict;
  const { params } = props;
  const show = (verdict: string | undefined) => props.change({ ...params, verdict, fiche: undefined });
  if (params.verdict)
    return (
      <p className={styles.reviewed}>
        <span>{params.verdict === 'KEPT' ? words.onlyKept : words.onlyRejected}</span>
        <TextButton onClick={() => show(undefined)}>{words.all}</TextButton>
      </p>
    );
  if (props.kept + props.rejected === 0) return null;
  return (
    <p className={styles.reviewed}>
      {props.kept > 0 ? <TextButton onClick={() => show('KEPT')}>{words.seeKept(props.kept)}</TextButton> : null}
      {props.rejected > 0 ? (
        <TextButton onClick={() => show('REJECTED')}>{words.seeRejected(props.rejected)}</TextButton>
      ) : null}
    </p>
  );
}
