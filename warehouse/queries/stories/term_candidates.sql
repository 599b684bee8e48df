-- The $most best partners of each fresh article by the weight of the terms they share, inside $window_days: by day of
-- publication, or by the day first seen where either is unknown. Terms that more than $ceiling articles of the window
-- hold do not join: they say little and cost most.
with pool as (
    select
        term_key,
        article_id,
        published_day,
        seen_day,
        weight
    from stories.terms
    where
        (published_day between $first_day and $last_day)
        or (seen_day between $first_seen and $last_seen and (published_day is null or $has_undated))
),

fresh_terms as (
    select
        pool.term_key,
        pool.article_id,
        pool.published_day,
        pool.seen_day,
        pool.weight
    from pool
    where pool.article_id in (select article_id from given)
),

joining as (
    select term_key
    from pool
    where term_key in (select term_key from fresh_terms)
    group by term_key
    having count(*) between 2 and $ceiling
),

shared as (
    select
        fresh_terms.article_id,
        pool.article_id as other_id,
        sum(pool.weight) as weight,
        count(*) as term_count
    from fresh_terms
    inner join joining on fresh_terms.term_key = joining.term_key
    inner join pool on fresh_terms.term_key = pool.term_key
    where
        fresh_terms.article_id != pool.article_id
        and abs(
            coalesce(fresh_terms.published_day - pool.published_day, fresh_terms.seen_day - pool.seen_day)
        ) <= $window_days
    group by fresh_terms.article_id, pool.article_id
),

ranked as (
    select
        shared.article_id,
        shared.other_id,
        shared.weight / sqrt(fresh.term_mass * others.term_mass) as closeness
    from shared
    inner join stories.signatures as fresh on shared.article_id = fresh.article_id
    inner join stories.signatures as others on shared.other_id = others.article_id
    where shared.term_count >= $fewest_terms
),

best as (
    select
        article_id,
        other_id
    from ranked
    where closeness >= $least_closeness
    qualify row_number() over (partition by article_id order by closeness desc, other_id asc) <= $most
)

select distinct
    least(article_id, other_id) as article_id_a,
    greatest(article_id, other_id) as article_id_b
from best
order by article_id_a, article_id_b;
