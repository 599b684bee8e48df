-- Columns of one table of an edition with their sentences.
select
    column_name as "column",
    data_type as type,
    comment as about
from duckdb_columns()
where
    schema_name = 'marts'
    and table_name = $table
order by column_index;
