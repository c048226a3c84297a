import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ApplicationView } from '#libs/contracts/application';
import { Facts } from '#libs/ui/facts';
import { Score } from '#libs/ui/score-bar';
import { dotted } from '#libs/ui/format';
import { hatOf, useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { PageHead } from '../../ui/page-head';
import { applicationQuery } from './applications-api';
import styles from './application-page.module.css';
import { Comments } from './comments';
import { MovesBar } from './moves/moves-bar';
import { NextStepLine } from './next-step';
import { OfferTermsSheet } from './offer-terms';
import { StateMark } from './state-mark';
import { Timeline } from './timeline';

/** One application, as the freelancer, the employer or the adviser may see it. */
export function ApplicationPage() {
  const { id } = useParams({ from: '/signed-in/candidatures/$id' });
  const { data: application } = useSuspenseQuery(applicationQuery(id));
  const { w } = useSpeech();
  const mine = hatOf(useMe()) === 'freelancer';
  const { mission, freelancer } = application;
  return (
    <>
      <PageHead
        title={mine ? mission.title : freelancer.name}
        above={
          mine ? (
            <Link to="/candidatures">← {w.applications.mine.title}</Link>
          ) : (
            <Link to="/missions/$id/candidatures" params={{ id: mission.id }}>
              ← {mission.title}
            </Link>
          )
        }
        about={mine ? dotted([mission.organisationName, mission.placeName]) : freelancer.headline}
      >
        <MovesBar application={application} />
      </PageHead>
      <div className={styles.page}>
        <div className={styles.main}>
          <p className={styles.state}>
            <StateMark state={application.state} />
            <NextStepLine step={application.nextStep} />
          </p>
          {application.decision || application.withdrawalReason ? <Decision application={application} /> : null}
          {application.engagement ? (
            <section aria-labelledby="offre">
              <h2 id="offre">
                {w.applications.offer.title} · {w.applications.offer.state[application.engagement.state]}
              </h2>
              <OfferTermsSheet engagement={application.engagement} />
            </section>
          ) : null}
          <Letter application={application} mine={mine} />
          {application.comments === null ? null : <Comments application={application} />}
        </div>
        <aside className={styles.side}>
          <SideFacts application={application} mine={mine} />
          <section aria-labelledby="historique">
            <h2 id="historique">{w.applications.one.history}</h2>
            <Timeline entries={application.timeline} />
          </section>
        </aside>
      </div>
    </>
  );
}

function Decision({ application }: { application: ApplicationView }) {
  const { w, f } = useSpeech();
  const { decision, withdrawalReason } = application;
  const reason = decision?.reason
    ? w.applications.refusal[decision.reason]
    : withdrawalReason
      ? w.applications.withdrawal[withdrawalReason]
      : null;
  return (
    <div className={styles.decision}>
      {decision ? <p className={styles.small}>{f.date(decision.at)}</p> : null}
      {reason ? (
        <p>
          <strong>{w.applications.one.reason}</strong> · {reason}
        </p>
      ) : null}
      {decision?.message ? <p className={styles.prose}>{decision.message}</p> : null}
      {application.adviserMessage ? <p className={styles.prose}>{application.adviserMessage}</p> : null}
    </div>
  );
}

function Letter({ application, mine }: { application: ApplicationView; mine: boolean }) {
  const { w, f } = useSpeech();
  const words = w.applications.one;
  const { interview } = application;
  return (
    <>
      {interview ? (
        <section aria-labelledby="entretien">
          <h2 id="entretien">{w.applicationState.INTERVIEW}</h2>
          <p>
            {w.applications.dialog.modes[interview.mode]}
            {interview.location ? ` · ${interview.location}` : ''}
          </p>
          <ul className={styles.slots}>
            {interview.slots.map((slot, at) => (
              <li key={slot.startsAt} data-chosen={interview.chosen === at || undefined}>
                {f.instant(slot.startsAt)}
              </li>
            ))}
          </ul>
          {interview.message ? <p className={styles.prose}>{interview.message}</p> : null}
        </section>
      ) : null}
      <section aria-labelledby="message">
        <h2 id="message">{words.letter}</h2>
        <p className={styles.prose}>{application.message || words.noLetter}</p>
        {application.attachments.length > 0 ? (
          <ul>
            {application.attachments.map((file) => (
              <li key={file.url}>
                <a href={file.url} rel="nofollow ugc noopener" target="_blank">
                  {file.title}
                </a>
              </li>
            ))}
          </ul>
        ) : null}
      </section>
      {application.answers.length > 0 ? (
        <section aria-labelledby="reponses">
          <h2 id="reponses">{mine ? words.answersMine : words.answers}</h2>
          <dl className={styles.answers}>
            {application.answers.map((answer) => (
              <div key={answer.question}>
                <dt>{answer.question}</dt>
                <dd className={styles.prose}>{answer.answer}</dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
    </>
  );
}

function SideFacts({ application, mine }: { application: ApplicationView; mine: boolean }) {
  const { w, f } = useSpeech();
  const words = w.applications.one;
  const { contact, sender } = application;
  return (
    <section className={styles.facts}>
      {application.score === null ? null : (
        <p>
          <span className={styles.small}>{words.score}</span>
          <br />
          <Score score={application.score} words={w} />
        </p>
      )}
      <Facts
        facts={[
          { name: words.sent, value: f.date(application.submittedAt) },
          application.proposedRate ? { name: words.proposed, value: f.dayRate(application.proposedRate) } : null,
          application.availableFrom ? { name: words.available, value: f.date(application.availableFrom) } : null,
        ]}
      />
      {sender.kind === 'ADVISER' && sender.organisationName ? <p>{words.sender(sender.organisationName)}</p> : null}
      {application.viewedAt && mine ? (
        <p className={styles.small}>{words.viewed(f.date(application.viewedAt))}</p>
      ) : null}
      {application.pool.agreed && application.pool.until ? (
        <p className={styles.small}>{words.pool(f.date(application.pool.until))}</p>
      ) : null}
      {contact ? (
        <div>
          <h2>{words.contact}</h2>
          <p>{contact.name}</p>
          {contact.email ? <a href={`mailto:${contact.email}`}>{contact.email}</a> : null}
          {contact.phone ? <p>{contact.phone}</p> : null}
        </div>
      ) : mine ? null : (
        <p className={styles.small}>{words.contactHidden}</p>
      )}
      <p className={styles.links}>
        <Link to="/missions/$id" params={{ id: application.mission.id }}>
          {words.mission}
        </Link>
        {mine ? null : (
          <Link
            to="/profils/$id"
            params={{ id: application.freelancer.profileId }}
            search={{ mission: application.mission.id }}
          >
            {words.profile}
          </Link>
        )}
      </p>
    </section>
  );
}
