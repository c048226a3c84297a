import type { EngagementView } from '#libs/contracts/engagement';
import { Facts } from '#libs/ui/facts';
import { useSpeech } from '../../app/words';
import styles from './application-page.module.css';

/** The terms as they stand: price, dates, what is expected, when it lapses, who signed. */
export function OfferTermsSheet({ engagement }: { engagement: EngagementView }) {
  const { w, f } = useSpeech();
  const words = w.applications.offer;
  const { terms } = engagement;
  const price =
    terms.price.kind === 'DAILY'
      ? words.perDay(f.dayRate(terms.price.dailyRate), f.number(terms.price.days))
      : f.euros(terms.price.total);
  return (
    <>
      <Facts
        facts={[
          { name: words.price, value: price },
          { name: words.totalName, value: words.totalIs(f.euros(engagement.totalEuros)) },
          { name: words.startsOn, value: f.date(terms.startsOn) },
          { name: words.endsOn, value: f.date(terms.endsOn) },
          terms.placeName ? { name: words.place, value: terms.placeName } : null,
          { name: words.noticeIs, value: w.count.days(terms.noticeDays) },
          { name: words.paymentIs, value: words.paymentWithin(terms.paymentDelayDays) },
        ]}
      />
      <Said title={words.deliverables} text={terms.deliverables} />
      <Said title={words.message} text={terms.message} />
      {engagement.vigilanceRequired ? <p className={styles.small}>{words.vigilance}</p> : null}
      {engagement.state === 'PROPOSED' ? (
        <p className={styles.small}>{words.lapses(f.date(engagement.lapsesAt))}</p>
      ) : null}
      <ul className={styles.signatures}>
        {engagement.signatures.map((signature) => (
          <li key={signature.party}>{words.signedBy(signature.name, f.date(signature.at))}</li>
        ))}
      </ul>
    </>
  );
}

/** What was written under this title; nothing when nothing was. */
function Said({ title, text }: { title: string; text: string }) {
  if (!text) return null;
  return (
    <div className={styles.prose}>
      <h3>{title}</h3>
      <p>{text}</p>
    </div>
  );
}
