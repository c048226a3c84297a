import { Button, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { ApplicationView, CommentDraft } from '#libs/contracts/application';
import { useSpeech } from '../../app/words';
import { FailureNote, RefusalNote, useSending } from '../../ui/sending';
import { commentsQuery, postMove, useMoved } from './applications-api';
import styles from './comments.module.css';

/** Notes of one’s own organisation about an application. */
export function Comments({ application }: { application: ApplicationView }) {
  const { w, f } = useSpeech();
  const words = w.applications.one;
  const comments = useQuery(commentsQuery(application.id));
  const moved = useMoved();
  const form = useForm<CommentDraft>({ initialValues: { body: '' } });
  const sending = useSending(form, async (values, key) => {
    await postMove(application.id, 'comment', values, key);
    form.reset();
    await moved('comment');
  });
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{words.comments}</h2>
      {comments.isError ? <FailureNote error={comments.error} again={() => void comments.refetch()} /> : null}
      <ul className={styles.comments}>
        {comments.data?.items.map((comment) => (
          <li key={comment.id}>
            <p className={styles.head}>
              <strong>{comment.author}</strong> <time dateTime={comment.at}>{f.instant(comment.at)}</time>
            </p>
            <p className={styles.body}>{comment.body}</p>
          </li>
        ))}
      </ul>
      {application.moves.includes('comment') ? (
        <form className={styles.form} onSubmit={sending.submit}>
          <RefusalNote sending={sending} />
          <Textarea
            label={words.comment}
            description={words.commentsHint}
            required
            withAsterisk={false}
            autosize
            minRows={2}
            maxLength={2000}
            {...form.getInputProps('body')}
          />
          <Button type="submit" variant="default" loading={sending.pending}>
            {words.commentAdd}
          </Button>
        </form>
      ) : null}
    </section>
  );
}
