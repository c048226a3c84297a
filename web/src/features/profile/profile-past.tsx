import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Pencil, X } from 'lucide-react';
import { useState } from 'react';
import type { Experience, ProfileEdit } from '#libs/contracts/profile';
import { dotted } from '#libs/ui/format';
import { useSpeech } from '../../app/words';
import { Dialog } from '../../ui/dialog';
import dialog from '../../ui/dialog.module.css';
import styles from './my-profile.module.css';
import { period } from './profile-facts';
import { Section, type PartProps } from './profile-sections';

/** The experiences, the last first as they were written; each opens in a dialog. */
export function ExperiencesSection({ profile, autosave: { save } }: PartProps) {
  const { w, f } = useSpeech();
  const words = w.profile.experience;
  const [open, setOpen] = useState<number | null>(null);
  const { experiences } = profile;
  const keep = (experience: Experience) => {
    save({
      experiences:
        open === null || open >= experiences.length
          ? [experience, ...experiences]
          : experiences.map((one, at) => (at === open ? experience : one)),
    });
    setOpen(null);
  };
  return (
    <Section title={w.profile.sections.experiences}>
      <ul className={styles.past}>
        {experiences.map((experience, at) => (
          <li key={`${experience.title}-${at}`}>
            <span>
              <span className={styles.pastName}>{experience.title}</span>
              <br />
              <span className={styles.muted}>{dotted([experience.client, period(experience, w, f)])}</span>
            </span>
            <span className={styles.pastActions}>
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={`${w.shell.verb.edit} ${experience.title}`}
                onClick={() => setOpen(at)}
              >
                <Pencil size={17} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={w.shell.verb.remove(experience.title)}
                onClick={() => save({ experiences: experiences.filter((_, index) => index !== at) })}
              >
                <X size={18} aria-hidden />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ul>
      <div>
        <Button variant="default" onClick={() => setOpen(experiences.length)}>
          {words.add}
        </Button>
      </div>
      {open === null ? null : (
        <ExperienceDialog experience={experiences[open]} keep={keep} close={() => setOpen(null)} />
      )}
    </Section>
  );
}

function ExperienceDialog(props: {
  experience: Experience | undefined;
  keep: (experience: Experience) => void;
  close: () => void;
}) {
  const { w } = useSpeech();
  const words = w.profile.experience;
  const { experience } = props;
  const form = useForm({
    initialValues: {
      title: experience?.title ?? '',
      client: experience?.client ?? '',
      from: experience?.from?.slice(0, 7) ?? '',
      to: experience?.to?.slice(0, 7) ?? '',
      description: experience?.description ?? '',
    },
  });
  return (
    <Dialog title={experience ? words.edit : words.add} close={props.close}>
      <form
        className={dialog.form}
        onSubmit={form.onSubmit(({ from, to, ...rest }) =>
          props.keep({ ...rest, from: from || null, to: to || null, skills: experience?.skills ?? [] }),
        )}
      >
        <TextInput label={words.title} required withAsterisk={false} maxLength={160} {...form.getInputProps('title')} />
        <TextInput label={words.client} maxLength={120} {...form.getInputProps('client')} />
        <div className={styles.pair}>
          <TextInput type="month" label={words.from} {...form.getInputProps('from')} />
          <TextInput type="month" label={words.to} {...form.getInputProps('to')} />
        </div>
        <Textarea
          label={words.description}
          autosize
          minRows={4}
          maxLength={3000}
          {...form.getInputProps('description')}
        />
        <div className={dialog.actions}>
          <Button type="submit" variant="action">
            {w.shell.verb.save}
          </Button>
          <Button variant="default" onClick={props.close}>
            {w.shell.verb.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Education and certifications: short lines, added and removed. */
export function LearningSection({ profile, autosave: { save } }: PartProps) {
  const { w } = useSpeech();
  const { educations, certifications } = profile;
  return (
    <Section title={w.profile.sections.educations}>
      <Lines
        lines={[
          ...educations.map((one, at) => ({
            text: dotted([one.title, one.school, one.year]),
            edit: { educations: educations.filter((_, index) => index !== at) },
          })),
          ...certifications.map((one, at) => ({
            text: dotted([one.name, one.issuer]),
            edit: { certifications: certifications.filter((_, index) => index !== at) },
          })),
        ]}
        save={save}
      />
      <LearningForm
        first={w.profile.education.title}
        second={w.profile.education.school}
        third={{ label: w.profile.education.year, type: 'number' }}
        add={w.profile.education.add}
        keep={(title, school, year) =>
          save({ educations: [...educations, { title, school, year: year ? Number(year) : null }] })
        }
      />
      <LearningForm
        first={w.profile.certification.name}
        second={w.profile.certification.issuer}
        third={{ label: w.profile.certification.issuedOn, type: 'date' }}
        add={w.profile.certification.add}
        keep={(name, issuer, issuedOn) =>
          save({ certifications: [...certifications, { name, issuer, issuedOn: issuedOn || null, expiresOn: null }] })
        }
      />
    </Section>
  );
}

function Lines(props: { lines: { text: string; edit: ProfileEdit }[]; save: (edit: ProfileEdit) => void }) {
  const { w } = useSpeech();
  return (
    <ul className={styles.past}>
      {props.lines.map((line) => (
        <li key={line.text}>
          <span>{line.text}</span>
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={w.shell.verb.remove(line.text)}
            onClick={() => props.save(line.edit)}
          >
            <X size={18} aria-hidden />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}

function LearningForm(props: {
  first: string;
  second: string;
  third: { label: string; type: 'number' | 'date' };
  add: string;
  keep: (first: string, second: string, third: string) => void;
}) {
  const form = useForm({ initialValues: { first: '', second: '', third: '' } });
  return (
    <form
      className={styles.pair}
      onSubmit={form.onSubmit(({ first, second, third }) => {
        props.keep(first, second, third);
        form.reset();
      })}
    >
      <TextInput label={props.first} required withAsterisk={false} maxLength={160} {...form.getInputProps('first')} />
      <TextInput label={props.second} maxLength={160} {...form.getInputProps('second')} />
      <TextInput
        type={props.third.type}
        label={props.third.label}
        {...(props.third.type === 'number' ? { min: 1950, max: 2100 } : {})}
        {...form.getInputProps('third')}
      />
      <Button type="submit" variant="default">
        {props.add}
      </Button>
    </form>
  );
}
