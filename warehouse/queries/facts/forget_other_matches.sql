-- Matches of names by other rules.
delete from facts.name_matches
where resolver_version != $resolver_version;
