import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ContestTarget } from '#libs/contracts/contest';
import type { MatchExplanation } from '#libs/contracts/matching';
import { useSpeech } from '../../app/words';
import { FormDialog } from '../../ui/dialog';
import { useSending } from '../../ui/sending';
import { contestsOfPair, reportError, useContestDone } from './contests-api';
import styles from './contests.module.css';

interface Pair {
  missionId: string;
  profileId: string;
}

/** Under a score: what was reported of it and waits, and the way to say that a point is wrong. */
export function Report({ pair, explanation }: { pair: Pair; explanation: MatchExplanation }) {
  const { w, f, locale } = useSpeech();
  const words = w.contests.report;
  const [reporting, setReporting] = useState(false);
  const reported = useQuery(contestsOfPair(pair.missionId, pair.profileId, locale));
  const waiting = (reported.data?.items ?? []).filter(({ state }) => state === 'OPEN');
  return (
    <div className={styles.report}>
      <Button variant="default" onClick={() => setReporting(true)}>
        {words.action}
      </Button>
      {waiting.map((contest) => (
        <p key={contest.id}>
          {words.pending(contest.name, f.date(contest.dueAt))} <Link to="/signalements">{words.follow}</Link>
        </p>
      ))}
      {reporting ? <ReportDialog pair={pair} explanation={explanation} close={() => setReporting(false)} /> : null}
    </div>
  );
}

/** The points one may contest: what blocks first, then every criterion, those without data too. */
function pointsOf({ blockers, criteria }: MatchExplanation, blocked: (reason: string) => string) {
  return [
    ...blockers.map(({ key, subject, reason }) => ({
      about: { kind: 'BLOCKER', key, subject } satisfies ContestTarget,
      label: blocked(reason),
    })),
    ...criteria.map(({ key, name }) => ({ about: { kind: 'CRITERION', key } satisfies ContestTarget, label: name })),
  ];
}

function ReportDialog(props: { pair: Pair; explanation: MatchExplanation; close: () => void }) {
  const { pair, explanation, close } = props;
  const { w } = useSpeech();
  const words = w.contests.report;
  const done = useContestDone();
  const points = pointsOf(explanation, words.blocked);
  const form = useForm({ initialValues: { about: '', statement: '' } });
  const sending = useSending(form, async ({ about, statement }, key) => {
    const point = points[Number(about)];
    if (!point) return;
    await reportError(pair.missionId, { profileId: pair.profileId, about: point.about, statement }, key);
    await done('report');
    close();
  });
  return (
    <FormDialog title={words.action} action={w.shell.verb.send} {...{ sending, close }}>
      <NativeSelect
        label={words.point}
        required
        withAsterisk={false}
        {...form.getInputProps('about')}
        data={[
          { value: '', label: words.choose, disabled: true },
          ...points.map(({ label }, at) => ({ value: String(at), label })),
        ]}
      />
      <Textarea
        label={words.statement}
        description={words.statementHint}
        required
        withAsterisk={false}
        autosize
        minRows={3}
        minLength={10}
        maxLength={2000}
        {...form.getInputProps('statement')}
      />
      <p className={styles.muted}>{words.promise}</p>
    </FormDialog>
  );
}
