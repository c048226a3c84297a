import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { AlertFrequency, SavedSearchView } from '#libs/contracts/saved-search';
import { hatOf, useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { ButtonLink } from '../../ui/button-link';
import { FormDialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { Mark } from '../../ui/mark';
import { PageHead } from '../../ui/page-head';
import { Row, Rows, RowsWaiting } from '../../ui/rows';
import { FailureNote, useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import { useChips } from '../discovery/chips';
import { readSearchParams } from '../discovery/search-params';
import { editSearch, removeSearch, savedSearches, saveSearch } from './saved-searches-api';
import { SearchFields, type SearchFieldValues } from './search-fields';
import styles from './saved-searches.module.css';

/** The searches one keeps, what is new in each, how often it is written, and those colleagues share. */
export function SavedSearchesPage() {
  const { w, locale } = useSpeech();
  const words = w.alerts;
  const list = useQuery(savedSearches(locale));
  const people = hatOf(useMe()) !== 'freelancer';
  const mine = list.data?.items.filter((search) => search.mine) ?? [];
  const shared = list.data?.items.filter((search) => !search.mine) ?? [];
  return (
    <>
      <PageHead
        title={words.title}
        count={list.data ? words.count(mine.length, list.data.most) : undefined}
        about={words.about}
      />
      {list.isPending ? <RowsWaiting rows={3} /> : null}
      {list.isError ? <FailureNote error={list.error} again={() => void list.refetch()} /> : null}
      {list.data && mine.length === 0 ? (
        <EmptyState title={words.empty} hint={words.emptyHint}>
          <ButtonLink variant="action" to={people ? '/candidats' : '/missions'}>
            {people ? words.searchPeople : words.searchMissions}
          </ButtonLink>
        </EmptyState>
      ) : null}
      {mine.length > 0 ? (
        <Rows label={words.title}>
          {mine.map((search) => (
            <Row key={search.id}>
              <MySearch search={search} />
            </Row>
          ))}
        </Rows>
      ) : null}
      {shared.length > 0 ? (
        <section className={styles.shared}>
          <h2>{words.byColleagues}</h2>
          <Rows label={words.byColleagues}>
            {shared.map((search) => (
              <Row key={search.id}>
                <SharedSearch search={search} />
              </Row>
            ))}
          </Rows>
        </section>
      ) : null}
    </>
  );
}

/** Name, criteria in words, what is new. */
function Head({ search, level: Heading }: { search: SavedSearchView; level: 'h2' | 'h3' }) {
  const { w } = useSpeech();
  const words = w.alerts;
  const params = readSearchParams(search.query);
  const { skills, occupations, departements } = search;
  const chips = useChips(params, { skills, occupations, departements, remote: [], languages: [], rates: [] });
  const criteria = [
    ...(params.q ? [`«\u00a0${params.q}\u00a0»`] : []),
    ...chips.map(({ label }) => label),
    ...(search.missionTitle ? [words.forMission(search.missionTitle)] : []),
  ];
  return (
    <div>
      <div className={styles.head}>
        <Heading className={styles.name}>
          <Link
            to={search.scope === 'MISSIONS' ? '/missions' : '/candidats'}
            search={{ ...params, recherche: search.id }}
          >
            {search.name}
          </Link>
        </Heading>
        {search.fresh === null && search.mine ? <Mark tone="over">{words.broken}</Mark> : null}
        {search.fresh ? <Mark tone="due">{words.fresh(search.fresh)}</Mark> : null}
        {search.shared && search.mine ? <Mark tone="open">{words.sharedMark}</Mark> : null}
      </div>
      <p className={styles.criteria}>
        {words.scope[search.scope]}
        {w.joint.colon}
        {criteria.length > 0 ? criteria.join(' · ') : words.everything}
      </p>
    </div>
  );
}

function MySearch({ search }: { search: SavedSearchView }) {
  const { w } = useSpeech();
  const words = w.alerts;
  const client = useQueryClient();
  const toast = useToast();
  const [editing, setEditing] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: ['saved-searches'] });
  const change = (frequency: AlertFrequency) =>
    editSearch(search.id, { frequency }).then(refresh, (error: unknown) => toast.fail(error));
  const remove = async () => {
    try {
      await removeSearch(search.id);
      await refresh();
      const { name, frequency, shared, scope, query } = search;
      toast.say(words.removed, () => {
        void saveSearch({ name, frequency, shared, scope, query }, crypto.randomUUID()).then(refresh, toast.fail);
      });
    } catch (error) {
      toast.fail(error);
    }
  };
  return (
    <article className={styles.search}>
      <Head search={search} level="h2" />
      <div className={styles.tools}>
        <NativeSelect
          aria-label={`${words.fields.frequency}${w.joint.colon}${search.name}`}
          value={search.frequency}
          onChange={(event) => void change(event.currentTarget.value as AlertFrequency)}
          data={Object.entries(words.frequency).map(([value, label]) => ({ value, label }))}
        />
        <Button
          variant="default"
          aria-label={`${words.change}${w.joint.colon}${search.name}`}
          onClick={() => setEditing(true)}
        >
          {words.change}
        </Button>
        <ActionIcon
          variant="default"
          size={42}
          title={words.remove}
          aria-label={`${words.remove}${w.joint.colon}${search.name}`}
          onClick={() => void remove()}
        >
          <Trash2 size={18} aria-hidden />
        </ActionIcon>
      </div>
      {editing ? <EditDialog search={search} close={() => setEditing(false)} done={refresh} /> : null}
    </article>
  );
}

function SharedSearch({ search }: { search: SavedSearchView }) {
  const { w } = useSpeech();
  return (
    <article className={styles.search}>
      <div>
        <Head search={search} level="h3" />
        <p className={styles.criteria}>{w.alerts.by(search.ownerName)}</p>
      </div>
    </article>
  );
}

function EditDialog(props: { search: SavedSearchView; close: () => void; done: () => Promise<unknown> }) {
  const { w } = useSpeech();
  const toast = useToast();
  const { name, frequency, shared } = props.search;
  const form = useForm<SearchFieldValues>({ initialValues: { name, frequency, shared } });
  const sending = useSending(form, async (values) => {
    await editSearch(props.search.id, values);
    await props.done();
    toast.say(w.alerts.changed);
    props.close();
  });
  return (
    <FormDialog title={w.alerts.change} action={w.shell.verb.save} sending={sending} close={props.close}>
      <SearchFields form={form} />
    </FormDialog>
  );
}
