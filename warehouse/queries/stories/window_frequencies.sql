-- How many articles of the window hold each term; terms of one article are left out.
select
    term_key,
    count(*) as document_count
from stories.terms
where day between $first_day and $last_day
group by term_key
having count(*) > 1
order by term_key;
