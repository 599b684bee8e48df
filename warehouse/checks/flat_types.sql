-- check: flat_types
-- severity: fail
-- Marts hold flat scalar columns only: BI drivers read lists, structs and wide integers wrongly.
select
    table_name,
    column_name,
    data_type
from duckdb_columns()
where
    schema_name = 'marts'
    and data_type not in ('VARCHAR', 'BIGINT', 'DOUBLE', 'DATE', 'TIMESTAMP', 'BOOLEAN')
order by all
