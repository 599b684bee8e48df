-- How many rows each mart had that these models made by key, when an edition was last published.
select
    mart,
    row_count
from ops.mart_builds
where models_version = $models_version;
