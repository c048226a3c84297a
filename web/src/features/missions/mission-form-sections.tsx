import { ActionIcon, Button, Checkbox, NativeSelect, Textarea, TextInput, type InputWrapperProps } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PlaceView } from '#libs/contracts/common';
import { useSpeech } from '../../app/words';
import { LanguagesField } from '../../ui/languages-field';
import { Lookup } from '../../ui/lookup';
import { placeName } from './mission-facts';
import type { MissionFormValues, Weighed } from './mission-form-values';
import styles from './mission-form.module.css';
import { OccupationLookup } from '../taxonomy/skill-lookup';
import { MissionSkillsField } from './mission-skills-field';

type MissionFormState = UseFormReturnType<MissionFormValues>;
const MOST_QUESTIONS = 3;

/** Beside other fields the hint stands under its own, so that all labels share one line. */
const HINT_BELOW: InputWrapperProps['inputWrapperOrder'] = ['label', 'input', 'description', 'error'];

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={styles.section}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

/** The need in words. */
export function WhatFields({ form }: { form: MissionFormState }) {
  const { w } = useSpeech();
  const words = w.missions.form;
  return (
    <Section title={words.sections.what}>
      <TextInput
        label={words.missionTitle}
        description={words.missionTitleHint}
        required
        withAsterisk={false}
        minLength={3}
        maxLength={160}
        {...form.getInputProps('title')}
      />
      <Textarea
        label={words.description}
        description={words.descriptionHint}
        autosize
        minRows={5}
        maxLength={8000}
        {...form.getInputProps('description')}
      />
      <Textarea
        label={optional(words.context, w.shell.form.optional)}
        autosize
        minRows={3}
        maxLength={4000}
        {...form.getInputProps('context')}
      />
      <Textarea
        label={optional(words.deliverables, w.shell.form.optional)}
        autosize
        minRows={3}
        maxLength={4000}
        {...form.getInputProps('deliverables')}
      />
      <OccupationLookup
        label={words.occupation}
        description={words.occupationHint}
        value={form.getValues().occupation?.label ?? ''}
        error={form.errors.occupationId}
        pick={(occupation) => form.setFieldValue('occupation', occupation)}
        clear={() => form.setFieldValue('occupation', null)}
      />
    </Section>
  );
}

export function SkillsFields({ form }: { form: MissionFormState }) {
  const { w } = useSpeech();
  return (
    <Section title={w.missions.form.sections.skills}>
      <MissionSkillsField
        skills={form.getValues().skills}
        change={(skills) => form.setFieldValue('skills', skills)}
        errorAt={(index) => form.errors[`skills.${index}`] ?? form.errors[`skills.${index}.label`]}
      />
      {form.errors.skills ? <p className={styles.error}>{form.errors.skills}</p> : null}
    </Section>
  );
}

/** Where, how many, what languages. */
export function SettingFields({ form }: { form: MissionFormState }) {
  const { w } = useSpeech();
  const words = w.missions.form;
  return (
    <Section title={words.sections.how}>
      <div className={styles.pair}>
        <NativeSelect
          label={words.remoteMode}
          {...form.getInputProps('remoteMode')}
          data={[
            { value: '', label: w.joint.notGiven },
            ...Object.entries(w.remoteMode).map(([value, label]) => ({ value, label })),
          ]}
        />
        <Lookup<PlaceView>
          label={words.place}
          path="/places"
          toKey={(place) => place.code ?? place.name}
          toLabel={placeName}
          value={form.getValues().place?.name ?? ''}
          error={form.errors.place}
          onPick={(place) => form.setFieldValue('place', { code: place.code ?? place.name, name: placeName(place) })}
          onClear={() => form.setFieldValue('place', null)}
        />
        <Whole label={words.experience} max={60} {...form.getInputProps('experienceYearsMin')} />
        <Whole label={words.seats} min={1} max={50} {...form.getInputProps('seats')} />
      </div>
      <LanguagesField
        label={words.languages}
        languages={form.getValues().languages}
        change={(languages) => form.setFieldValue('languages', languages)}
      />
      <Textarea
        label={optional(words.constraints, w.shell.form.optional)}
        autosize
        minRows={2}
        maxLength={1000}
        {...form.getInputProps('securityConstraints')}
      />
    </Section>
  );
}

export function TermsFields({ form }: { form: MissionFormState }) {
  const { w } = useSpeech();
  const words = w.missions.form;
  return (
    <Section title={words.sections.terms}>
      <div className={styles.pair}>
        <Whole label={words.rateMin} max={10_000} step={10} {...form.getInputProps('rateMin')} />
        <Whole label={words.rateMax} max={10_000} step={10} {...form.getInputProps('rateMax')} />
      </div>
      <Checkbox label={words.rateVisible} {...form.getInputProps('rateVisible', { type: 'checkbox' })} />
      <div className={styles.pair}>
        <TextInput type="date" label={words.startsOn} {...form.getInputProps('startsOn')} />
        <Whole label={words.durationWeeks} min={1} max={260} {...form.getInputProps('durationWeeks')} />
        <Whole label={words.daysPerWeek} min={0.5} max={7} step={0.5} {...form.getInputProps('daysPerWeek')} />
      </div>
    </Section>
  );
}

/** Who sees it, until when, what is asked, what counts. */
export function ApplyingFields({ form }: { form: MissionFormState }) {
  const { w } = useSpeech();
  const words = w.missions.form;
  const { screeningQuestions } = form.getValues();
  return (
    <Section title={words.sections.apply}>
      <div className={styles.pair}>
        <TextInput type="date" label={words.applyDeadline} {...form.getInputProps('applyDeadline')} />
        <Whole
          label={words.answerDays}
          description={words.answerDaysHint}
          inputWrapperOrder={HINT_BELOW}
          min={1}
          max={30}
          {...form.getInputProps('answerDays')}
        />
      </div>
      {screeningQuestions.map((_, at) => (
        <div key={at} className={styles.question}>
          <TextInput
            label={words.question(at + 1)}
            minLength={5}
            maxLength={300}
            {...form.getInputProps(`screeningQuestions.${at}`)}
          />
          <ActionIcon
            variant="subtle"
            size="xl"
            aria-label={w.shell.verb.remove(words.question(at + 1))}
            onClick={() => form.removeListItem('screeningQuestions', at)}
          >
            <X size={18} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {screeningQuestions.length < MOST_QUESTIONS ? (
        <div>
          <Button variant="default" onClick={() => form.insertListItem('screeningQuestions', '')}>
            {words.addQuestion}
          </Button>
        </div>
      ) : null}
      <NativeSelect
        label={words.visibility}
        {...form.getInputProps('visibility')}
        data={Object.entries(words.visibilities).map(([value, label]) => ({ value, label }))}
      />
      <Checkbox label={words.anonymous} {...form.getInputProps('anonymousEmployer', { type: 'checkbox' })} />
      <details className={styles.weights}>
        <summary>{words.weights}</summary>
        <p>{words.weightsHint}</p>
        <div className={styles.pair}>
          {(Object.keys(words.weightNames) as Weighed[]).map((key) => (
            <NativeSelect
              key={key}
              label={words.weightNames[key]}
              {...form.getInputProps(`weights.${key}`)}
              data={Object.entries(words.weightValues).map(([value, label]) => ({ value, label }))}
            />
          ))}
        </div>
      </details>
    </Section>
  );
}

/** A whole number typed in a native field. */
function Whole(props: React.ComponentProps<typeof TextInput>) {
  return <TextInput type="number" inputMode="numeric" min={0} {...props} />;
}

const optional = (label: string, word: string) => (
  <>
    {label} <span className={styles.optional}>({word})</span>
  </>
);
