import { Checkbox, NativeSelect } from '@mantine/core';
import type { PlaceView, RemoteMode } from '#libs/contracts/common';
import type { ProfileEdit } from '#libs/contracts/profile';
import { useSpeech } from '../../app/words';
import { AutoNumber, AutoText } from '../../ui/auto-fields';
import { LanguagesField } from '../../ui/languages-field';
import { Lookup } from '../../ui/lookup';
import { placeName } from '../missions/mission-facts';
import styles from './my-profile.module.css';
import { Section, type PartProps } from './profile-sections';

const MODES: readonly RemoteMode[] = ['REMOTE', 'HYBRID', 'ONSITE'];

export function PlaceSection({ profile, autosave: { save, errors } }: PartProps) {
  const { w } = useSpeech();
  const words = w.profile.field;
  return (
    <Section title={w.profile.sections.place} part="lieu">
      <div className={styles.pair}>
        <Lookup<PlaceView>
          label={words.place}
          path="/places"
          toKey={(place) => place.code ?? place.name}
          toLabel={placeName}
          value={profile.place ? placeName(profile.place) : ''}
          error={errors.place}
          onPick={(place) => save({ place: place.code ?? place.name })}
          onClear={() => save({ place: null })}
        />
        <AutoNumber
          label={words.mobilityKm}
          max={1000}
          step={5}
          value={profile.mobilityKm}
          error={errors.mobilityKm}
          save={(mobilityKm) => save({ mobilityKm })}
        />
      </div>
      <fieldset className={styles.checks}>
        <legend>{words.remoteModes}</legend>
        {MODES.map((mode) => (
          <Checkbox
            key={mode}
            label={w.remoteMode[mode]}
            checked={profile.remoteModes.includes(mode)}
            onChange={(event) =>
              save({
                remoteModes: event.currentTarget.checked
                  ? [...profile.remoteModes, mode]
                  : profile.remoteModes.filter((one) => one !== mode),
              })
            }
          />
        ))}
      </fieldset>
    </Section>
  );
}

export function LanguagesSection({ profile, autosave: { save } }: PartProps) {
  const { w } = useSpeech();
  return (
    <Section title={w.profile.sections.languages}>
      <LanguagesField
        label={w.profile.sections.languages}
        languages={profile.languages}
        change={(languages) => save({ languages })}
      />
    </Section>
  );
}

export function LegalSection({ profile, autosave: { save, errors } }: PartProps) {
  const { w } = useSpeech();
  const words = w.profile.field;
  return (
    <Section title={w.profile.sections.legal}>
      <div className={styles.pair}>
        <NativeSelect
          label={words.legalStatus}
          value={profile.legalStatus ?? ''}
          onChange={(event) => save({ legalStatus: (event.currentTarget.value || null) as ProfileEdit['legalStatus'] })}
          data={[
            { value: '', label: w.profile.notSaid },
            ...Object.entries(w.profile.legalStatus).map(([value, label]) => ({ value, label })),
          ]}
        />
        <AutoText
          label={words.siret}
          maxLength={14}
          value={profile.siret ?? ''}
          error={errors.siret}
          save={(siret) => save({ siret: siret.replace(/\s/g, '') || null })}
        />
        <NativeSelect
          label={words.vatRegime}
          value={profile.vatRegime ?? ''}
          onChange={(event) => save({ vatRegime: (event.currentTarget.value || null) as ProfileEdit['vatRegime'] })}
          data={[
            { value: '', label: w.profile.notSaid },
            ...Object.entries(w.profile.vatRegime).map(([value, label]) => ({ value, label })),
          ]}
        />
      </div>
    </Section>
  );
}

export function VisibilitySection({ profile, autosave: { save, errors } }: PartProps) {
  const { w } = useSpeech();
  return (
    <Section title={w.profile.sections.visibility}>
      <NativeSelect
        label={w.profile.field.visibility}
        value={profile.visibility}
        error={errors.visibility}
        onChange={(event) => save({ visibility: event.currentTarget.value as ProfileEdit['visibility'] })}
        data={Object.entries(w.profile.visibility).map(([value, label]) => ({ value, label }))}
      />
    </Section>
  );
}
