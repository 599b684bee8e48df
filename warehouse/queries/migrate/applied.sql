select
    name,
    checksum
from main.schema_migrations
order by name;
