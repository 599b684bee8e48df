-- migration: 0041 add name evidence
-- why: whoever doubts that two names are one entity can see how sure the program is, and what it went by.

alter table facts.entity_names add column confidence double; -- of the name's surest match; null before this column
alter table facts.entity_names add column reason varchar;
