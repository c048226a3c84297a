import { Radio, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ContestAnswer, ContestMove, ContestView } from '#libs/contracts/contest';
import { useSpeech } from '../../app/words';
import { FormDialog } from '../../ui/dialog';
import { useSending } from '../../ui/sending';
import { postContestMove, useContestDone } from './contests-api';
import styles from './contests.module.css';

/** Answering a report, taking it back, ending the decision it led to. */
export function ContestDialog(props: { contest: ContestView; move: ContestMove; close: () => void }) {
  return props.move === 'answer' ? <AnswerDialog {...props} /> : <EndDialog {...props} move={props.move} />;
}

const OUTCOMES = ['UPHELD', 'CORRECTED', 'OVERRIDDEN'] as const satisfies ContestAnswer['outcome'][];

function AnswerDialog({ contest, close }: { contest: ContestView; close: () => void }) {
  const { w } = useSpeech();
  const words = w.contests.answer;
  const done = useContestDone();
  const form = useForm({
    initialValues: { outcome: 'UPHELD' as ContestAnswer['outcome'], explanation: '', reason: '' },
  });
  const overriding = form.values.outcome === 'OVERRIDDEN';
  const sending = useSending(form, async ({ outcome, explanation, reason }, key) => {
    const decision = outcome === 'OVERRIDDEN' ? { reason } : {};
    await postContestMove(contest.id, 'answer', { outcome, explanation, ...decision }, key);
    await done('answer');
    close();
  });
  return (
    <FormDialog title={contest.name} action={w.contests.move.answer} {...{ sending, close }}>
      <blockquote className={styles.words}>{contest.statement}</blockquote>
      <Radio.Group label={words.outcome} {...form.getInputProps('outcome')}>
        <div className={styles.choices}>
          {OUTCOMES.map((outcome) => (
            <Radio
              key={outcome}
              value={outcome}
              label={words.outcomes[outcome]}
              disabled={outcome === 'OVERRIDDEN' && !contest.overridable}
            />
          ))}
        </div>
      </Radio.Group>
      {contest.overridable ? null : <p className={styles.muted}>{words.chosen}</p>}
      <Textarea
        label={words.explanation}
        required
        withAsterisk={false}
        autosize
        minRows={3}
        minLength={10}
        maxLength={2000}
        {...form.getInputProps('explanation')}
      />
      {overriding ? (
        <TextInput
          label={words.reason}
          description={contest.about.kind === 'BLOCKER' ? words.lifts : words.meets}
          required
          withAsterisk={false}
          minLength={10}
          maxLength={300}
          {...form.getInputProps('reason')}
        />
      ) : null}
    </FormDialog>
  );
}

function EndDialog(props: { contest: ContestView; move: 'withdraw' | 'revoke'; close: () => void }) {
  const { contest, move, close } = props;
  const { w } = useSpeech();
  const words = w.contests;
  const done = useContestDone();
  const form = useForm({ initialValues: { reason: '' } });
  const sending = useSending(form, async ({ reason }, key) => {
    await postContestMove(contest.id, move, move === 'revoke' ? { reason } : {}, key);
    await done(move);
    close();
  });
  return (
    <FormDialog title={words.move[move]} action={words.move[move]} {...{ sending, close }}>
      <p>{move === 'revoke' ? words.revokeHint : words.withdrawHint}</p>
      {move === 'revoke' ? (
        <Textarea label={words.revokeReason} autosize minRows={2} maxLength={500} {...form.getInputProps('reason')} />
      ) : null}
    </FormDialog>
  );
}
