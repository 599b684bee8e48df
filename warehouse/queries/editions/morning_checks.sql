-- Checks that found something worth a look.
select
    check_name,
    failing_rows,
    description
from edition_checks
where failing_rows > 0
order by check_name;
