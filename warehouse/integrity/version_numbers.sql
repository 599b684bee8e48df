-- check: version_numbers
-- severity: fail
-- The versions of an article count from 1 without a gap, each known later than the one before it.
with versions as (
    select
        article_id,
        version,
        known_from,
        row_number() over (
            partition by article_id
            order by version
        ) as expected_version,
        lag(known_from) over (
            partition by article_id
            order by version
        ) as previous_from
    from staging.article_versions
)

select
    article_id,
    version,
    expected_version,
    known_from,
    previous_from
from versions
where
    version != expected_version
    or known_from < previous_from
order by all
