-- The run in which the article behind each incoming address was first seen.
select
    aliases.address,
    min(articles.first_run_seq) as first_run_seq
from raw.aliases as aliases
inner join staging.articles as articles on aliases.article_id = articles.article_id
where aliases.address in (select incoming.address from incoming)
group by aliases.address;
