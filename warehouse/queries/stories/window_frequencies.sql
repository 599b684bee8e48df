-- How many articles of the window hold each term; terms of one article are left out.
select
    term_key,
    count(*) as document_count
from stories.terms
where
    (published_day between $first_day and $last_day)
    or (seen_day between $first_seen and $last_seen and (published_day is null or $has_undated))
group by term_key
having count(*) > 1
order by term_key;
