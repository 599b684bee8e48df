-- The different texts of the window, by article id; the given articles are the fresh ones.
select
    article_id,
    published_day,
    seen_day,
    term_mass,
    article_id in (select given.article_id from given) as is_fresh
from stories.signatures
where
    representative_id = article_id
    and (
        (published_day between $first_day and $last_day)
        or (seen_day between $first_seen and $last_seen and (published_day is null or $has_undated))
    )
order by article_id;
