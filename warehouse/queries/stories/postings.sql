-- Which articles of the window hold each term of the given ones; terms of one article, or of more than $ceiling, are
-- left out: they say nothing or little, and the frequent ones cost most.
with frequencies as (
    select term_key
    from stories.terms
    where
        (published_day between $first_day and $last_day)
        or (seen_day between $first_seen and $last_seen and (published_day is null or $has_undated))
    group by term_key
    having count(*) between 2 and $ceiling
),

joining as (
    select frequencies.term_key
    from frequencies
    where
        frequencies.term_key in (
            select terms.term_key
            from stories.terms as terms
            where terms.article_id in (select given.article_id from given)
        )
)

select
    term_key,
    article_id,
    weight
from stories.terms
where
    term_key in (select joining.term_key from joining)
    and (
        (published_day between $first_day and $last_day)
        or (seen_day between $first_seen and $last_seen and (published_day is null or $has_undated))
    );
