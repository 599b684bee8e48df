-- Template: what the changed keys of one kind are made of now; keys that are gone are not stored.
insert into ops.mart_inputs
select
    $key_kind as kind,
    $key_column as key,
    fingerprint
from $changed_table
where fingerprint is not null;
