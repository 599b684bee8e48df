-- Template: the rows of one table that hold one of the given keys in one column.
delete from $owned_table
where $owned_column in (select key from given_keys);
