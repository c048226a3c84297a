import type { ProfileCard } from '#libs/contracts/profile';
import { Facts } from '#libs/ui/facts';
import { SkillTags } from '#libs/ui/skill-tags';
import { useSpeech } from '../../app/words';
import { Prose } from '../../ui/prose';
import { placeName, skillName } from '../missions/mission-facts';
import { availability, period } from './profile-facts';
import styles from './profile-page.module.css';

/** What a profile says: facts, skills, experiences. */
export function ProfileSheet({ card }: { card: ProfileCard }) {
  const { w, f } = useSpeech();
  const rate = f.dayRates(card.dailyRateMin, card.dailyRateTarget);
  const free = availability(card, w, f);
  const words = w.profile.page;
  return (
    <>
      <Facts
        facts={[
          rate ? { name: w.facts.rate, value: rate } : null,
          free ? { name: w.facts.availability, value: free } : null,
          card.experienceYears ? { name: w.criteria.experience, value: w.count.years(card.experienceYears) } : null,
          card.place ? { name: w.facts.place, value: placeName(card.place) } : null,
          card.mobilityKm ? { name: w.facts.mobility, value: w.facts.within(f.distance(card.mobilityKm)) } : null,
          card.remoteModes.length > 0
            ? { name: w.facts.remote, value: card.remoteModes.map((mode) => w.remoteMode[mode]).join(', ') }
            : null,
          card.languages.length > 0
            ? {
                name: w.facts.languages,
                value: card.languages
                  .map(({ code, level }) => `${f.language(code)} (${w.languageLevel(level)})`)
                  .join(', '),
              }
            : null,
        ]}
      />
      {card.skills.length > 0 ? (
        <section>
          <h2>{words.skills}</h2>
          <SkillTags
            label={words.skills}
            skills={card.skills.map((skill) => ({
              label: skill.years ? `${skillName(skill, f)} · ${w.count.years(skill.years)}` : skillName(skill, f),
            }))}
          />
        </section>
      ) : null}
      {card.experiences.length > 0 ? (
        <section>
          <h2>{words.experiences}</h2>
          <ul className={styles.past}>
            {card.experiences.map((experience, at) => (
              <li key={at}>
                <strong>{experience.title}</strong>
                <p className={styles.facts}>{period(experience, w, f)}</p>
                <Prose text={experience.description} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
