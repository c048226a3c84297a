-- A change that follows another of its aggregate within a second waits for the next quarter of a second (libs/outbox).
create index outbox_aggregate on outbox (aggregate_id, created_at);
