-- Tables of an edition with their sentence.
select
    table_name as "table",
    estimated_size as "rows",
    comment as about
from duckdb_tables()
where schema_name = 'marts'
order by table_name;
