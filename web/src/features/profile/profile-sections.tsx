import { ActionIcon, Checkbox, NativeSelect } from '@mantine/core';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ProfileEdit, ProfileView } from '#libs/contracts/profile';
import { useSpeech } from '../../app/words';
import { AutoDate, AutoNumber, AutoText } from '../../ui/auto-fields';
import list from '../../ui/list-field.module.css';
import { skillName } from '../missions/mission-facts';
import { OccupationLookup, SkillLookup } from '../taxonomy/skill-lookup';
import type { Autosave } from './profile-api';
import type { ProfilePart } from './profile-part';
import styles from './my-profile.module.css';

export interface PartProps {
  profile: ProfileView;
  autosave: Autosave;
}

const LEVELS = [1, 2, 3, 4] as const;

/** `part`: how addresses name it. */
export function Section({ title, part, children }: { title: string; part?: ProfilePart; children: ReactNode }) {
  return (
    <section className={styles.section} id={part}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export function BriefSection({ profile, autosave: { save, errors } }: PartProps) {
  const { w } = useSpeech();
  const words = w.profile.field;
  return (
    <Section title={w.profile.sections.brief}>
      <AutoText
        label={words.headline}
        description={words.headlineHint}
        maxLength={160}
        value={profile.headline}
        error={errors.headline}
        save={(headline) => save({ headline })}
      />
      <AutoText
        label={words.summary}
        description={words.summaryHint}
        maxLength={6000}
        rows={5}
        value={profile.summary}
        error={errors.summary}
        save={(summary) => save({ summary })}
      />
      <div className={styles.pair}>
        <AutoText
          label={words.displayName}
          maxLength={120}
          value={profile.displayName}
          error={errors.displayName}
          save={(displayName) => save({ displayName })}
        />
        <NativeSelect
          label={words.nameShown}
          value={profile.nameShown}
          onChange={(event) => save({ nameShown: event.currentTarget.value as ProfileEdit['nameShown'] })}
          data={Object.entries(words.nameShownAs).map(([value, label]) => ({ value, label }))}
        />
      </div>
    </Section>
  );
}

/** `begin`: a skill somebody came to add, already typed. */
export function SkillsSection({ profile, autosave: { save, errors }, begin }: PartProps & { begin?: string }) {
  const { w, f } = useSpeech();
  const words = w.profile.field;
  const skills = profile.skills.map(({ skillId, level, years, lastUsedYear }) => ({
    skillId,
    level,
    years,
    lastUsedYear,
  }));
  const set = (at: number, part: Partial<(typeof skills)[number]>) =>
    save({ skills: skills.map((skill, index) => (index === at ? { ...skill, ...part } : skill)) });
  const empty = { level: null, years: null, lastUsedYear: null };
  return (
    <Section title={w.profile.sections.skills} part="competences">
      <SkillLookup
        label={words.addSkill}
        taken={profile.skills}
        begin={begin}
        pick={({ skillId, label }) =>
          save({ skills: [...skills, skillId === null ? { label, ...empty } : { skillId, ...empty }] })
        }
      />
      {profile.skills.length > 0 ? (
        <div className={list.heads} aria-hidden>
          <span className={list.choice}>{words.noLevel}</span>
          <span className={list.number}>{words.years}</span>
          <span className={list.number}>{words.lastUsedShort}</span>
          <span className={list.button} />
        </div>
      ) : null}
      <ul className={list.list}>
        {profile.skills.map((skill, at) => {
          const name = skillName(skill, f);
          return (
            <li key={skill.skillId} className={list.item}>
              <span className={list.name}>{name}</span>
              <NativeSelect
                className={list.choice}
                size="sm"
                aria-label={words.skillLevel(name)}
                value={skill.level ?? ''}
                error={errors[`skills.${at}.level`]}
                onChange={(event) => set(at, { level: Number(event.currentTarget.value) || null })}
                data={[
                  { value: '', label: words.noLevel },
                  ...LEVELS.map((level) => ({ value: String(level), label: w.skillLevel[level] })),
                ]}
              />
              <AutoNumber
                className={list.number}
                size="sm"
                label={words.skillYears(name)}
                labelHidden
                placeholder={words.years}
                unit={words.yearsUnit}
                max={60}
                value={skill.years}
                error={errors[`skills.${at}.years`]}
                save={(years) => set(at, { years })}
              />
              <AutoNumber
                className={list.number}
                size="sm"
                label={words.lastUsed(name)}
                labelHidden
                placeholder={words.lastUsedShort}
                min={1960}
                max={2100}
                value={skill.lastUsedYear}
                error={errors[`skills.${at}.lastUsedYear`]}
                save={(lastUsedYear) => set(at, { lastUsedYear })}
              />
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={w.shell.verb.remove(name)}
                onClick={() => save({ skills: skills.filter((_, index) => index !== at) })}
              >
                <X size={18} aria-hidden />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
      <OccupationsField profile={profile} save={save} />
      <AutoNumber
        label={words.experienceYears}
        max={60}
        value={profile.experienceYears}
        error={errors.experienceYears}
        save={(experienceYears) => save({ experienceYears })}
      />
    </Section>
  );
}

function OccupationsField({ profile, save }: { profile: ProfileView; save: (edit: ProfileEdit) => void }) {
  const { w } = useSpeech();
  const ids = profile.occupations.map(({ id }) => id);
  return (
    <>
      <OccupationLookup
        label={w.profile.field.occupations}
        pick={({ id }) => save({ occupationIds: [...new Set([...ids, id])] })}
      />
      <ul className={list.list}>
        {profile.occupations.map((occupation) => (
          <li key={occupation.id} className={list.item}>
            <span className={list.name}>{occupation.label}</span>
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={w.shell.verb.remove(occupation.label)}
              onClick={() => save({ occupationIds: ids.filter((id) => id !== occupation.id) })}
            >
              <X size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </>
  );
}

export function AvailabilitySection({ profile, autosave: { save, errors } }: PartProps) {
  const { w } = useSpeech();
  const words = w.profile.field;
  const { NOW, FROM_DATE, PART_TIME, UNAVAILABLE } = w.availability;
  return (
    <Section title={w.profile.sections.availability} part="disponibilite">
      <div className={styles.pair}>
        <NativeSelect
          label={words.availability}
          value={profile.availabilityStatus ?? ''}
          error={errors.availabilityStatus}
          onChange={(event) =>
            save({ availabilityStatus: (event.currentTarget.value || null) as ProfileEdit['availabilityStatus'] })
          }
          data={[
            { value: '', label: w.profile.notSaid },
            ...Object.entries({ NOW, FROM_DATE, PART_TIME, UNAVAILABLE }).map(([value, label]) => ({ value, label })),
          ]}
        />
        <AutoDate
          label={words.availableFrom}
          value={profile.availableFrom}
          error={errors.availableFrom}
          save={(availableFrom) => save({ availableFrom })}
        />
        <AutoNumber
          label={words.daysPerWeek}
          min={1}
          max={7}
          value={profile.daysPerWeek}
          error={errors.daysPerWeek}
          save={(daysPerWeek) => save({ daysPerWeek })}
        />
      </div>
      <div className={styles.pair}>
        <AutoNumber
          label={words.missionWeeksMin}
          min={1}
          max={260}
          value={profile.missionWeeksMin}
          error={errors.missionWeeksMin}
          save={(missionWeeksMin) => save({ missionWeeksMin })}
        />
        <AutoNumber
          label={words.missionWeeksMax}
          min={1}
          max={260}
          value={profile.missionWeeksMax}
          error={errors.missionWeeksMax}
          save={(missionWeeksMax) => save({ missionWeeksMax })}
        />
      </div>
    </Section>
  );
}

export function RateSection({ profile, autosave: { save, errors } }: PartProps) {
  const { w } = useSpeech();
  const words = w.profile.field;
  return (
    <Section title={w.profile.sections.rate} part="tarif">
      <div className={styles.pair}>
        <AutoNumber
          label={words.dailyRateTarget}
          max={10_000}
          step={10}
          value={profile.dailyRateTarget}
          error={errors.dailyRateTarget}
          save={(dailyRateTarget) => save({ dailyRateTarget })}
        />
        <AutoNumber
          label={words.dailyRateMin}
          max={10_000}
          step={10}
          value={profile.dailyRateMin}
          error={errors.dailyRateMin}
          save={(dailyRateMin) => save({ dailyRateMin })}
        />
      </div>
      <div className={styles.checks}>
        <Checkbox
          label={words.rateNegotiable}
          checked={profile.rateNegotiable}
          onChange={(event) => save({ rateNegotiable: event.currentTarget.checked })}
        />
        <Checkbox
          label={words.rateVisible}
          checked={profile.rateVisible}
          onChange={(event) => save({ rateVisible: event.currentTarget.checked })}
        />
      </div>
    </Section>
  );
}
