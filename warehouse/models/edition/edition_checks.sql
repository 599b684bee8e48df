-- model: marts.edition_checks
-- grain: one row per check that ran before this edition was published
-- key: check_name
-- reads:
-- columns:
--   check_name: name of the check
--   severity: fail (would have stopped the edition) or warn
--   failing_rows: rows the check found at fault
--   description: what the check holds
with checks as (
    select
        unnest($check_names) as check_name,
        unnest($severities) as severity,
        unnest($failing_rows) as failing_rows,
        unnest($descriptions) as description
)

select
    cast(check_name as varchar) as check_name,
    cast(severity as varchar) as severity,
    cast(failing_rows as bigint) as failing_rows,
    cast(description as varchar) as description
from checks
order by
    failing_rows desc,
    check_name asc
