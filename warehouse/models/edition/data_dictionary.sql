-- model: marts.data_dictionary
-- grain: one row per table and column of this edition
-- key: table_name, column_name
-- reads:
-- columns:
--   table_name: name of the table
--   column_name: name of the column
--   column_type: type of the column
--   description: what the column means
--   position: place of the column in its table, from 1
--   table_description: what one row of the table is
with columns as (
    select * from duckdb_columns()
    where
        database_name = $database
        and schema_name = 'marts'
),

tables as (
    select * from duckdb_tables()
    where
        database_name = $database
        and schema_name = 'marts'
)

select
    columns.table_name,
    columns.column_name,
    columns.data_type as column_type,
    columns.comment as description,
    cast(columns.column_index as bigint) as position,
    tables.comment as table_description
from columns
inner join tables
    on columns.table_oid = tables.table_oid
order by
    columns.table_name,
    columns.column_index
