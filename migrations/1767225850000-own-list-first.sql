-- Whoever changed has their own list at once; the lists they stand in follow. Derived as the lists are.

-- Who changed and was not yet taken through the lists of others: «news» to be passed on.
create table match_news (
  kind text not null check (kind in ('profile', 'mission')),
  num int not null,
  primary key (kind, num)
);

-- Owners whose list somebody left, and which must be computed whole.
create table match_due (
  kind text not null check (kind in ('profile', 'mission')),
  num int not null,
  since timestamptz not null default clock_timestamp(),
  primary key (kind, num)
);
