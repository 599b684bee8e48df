-- Template: what other rules found out about names.
delete from $owned_table
where resolver_version != $resolver_version;
