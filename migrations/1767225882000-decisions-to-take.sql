-- The platform’s administrators hear of what waits for their decision, and may refuse these letters like others.
alter table notification_preference drop constraint notification_preference_topic_check;
alter table notification_preference add check (topic in ('NEW_APPLICATIONS', 'REMINDERS', 'PROGRESS', 'MANDATES', 'MISSIONS', 'SEARCHES', 'DECISIONS'));

-- A notice of a proposal is taken back once somebody decided.
create index notification_of_proposal on notification (aggregate_id) where template = 'neighbours-proposed';
