-- migration: 0070 add languages
-- why: articles in a language without a pack are skipped by a stated rule, and counted.

-- null for what was extracted before languages were told apart
alter table facts.extractions add column language varchar;
-- the rule by which an article was not read for facts; null where it was
alter table facts.extractions add column skipped varchar;
