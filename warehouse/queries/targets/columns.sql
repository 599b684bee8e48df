-- The columns of every table of the attached edition, with their sentences, in order.
select
    columns.table_name,
    tables.comment as table_description,
    columns.column_name,
    columns.data_type,
    columns.comment as description
from duckdb_columns() as columns
inner join duckdb_tables() as tables
    on columns.table_oid = tables.table_oid
where
    columns.database_name = 'edition'
    and tables.database_name = 'edition'
    and columns.schema_name = 'marts'
order by
    columns.table_name,
    columns.column_index;
