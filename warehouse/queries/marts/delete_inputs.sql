-- Template: what the changed keys of one kind were made of before.
delete from ops.mart_inputs
where kind = $key_kind and key in (select $key_column from $changed_table);
