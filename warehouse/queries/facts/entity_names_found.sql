-- Every canonical name the articles use, with how often; the input of name resolution.
select
    canonical as name,
    type,
    count(*) as mention_count
from facts.mentions
where canonical is not null
group by canonical, type
order by canonical, type;
