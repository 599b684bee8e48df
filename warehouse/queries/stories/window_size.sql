select count(*) as article_count
from stories.signatures
where
    representative_id = article_id
    and (
        (published_day between $first_day and $last_day)
        or (seen_day between $first_seen and $last_seen and (published_day is null or $has_undated))
    );
