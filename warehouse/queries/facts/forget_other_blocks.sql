-- Blocks of names by other rules.
delete from facts.name_blocks
where resolver_version != $resolver_version;
