-- Articles first seen in a span of days, both included; a day left out is no limit. Withdrawn ones stay as they are.
select article_id
from staging.articles
where
    withdrawn_at is null
    and ($since::date is null or cast(first_seen_at as date) >= $since::date)
    and ($until::date is null or cast(first_seen_at as date) <= $until::date)
order by article_id;
