-- People searched for a mission, in the order of how well they fit it, are shown as they are in its list.
alter table score_exposure drop constraint score_exposure_list_check;
alter table score_exposure add check (list in ('CANDIDATES', 'SEARCH'));
