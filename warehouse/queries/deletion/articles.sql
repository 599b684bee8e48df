-- Articles known under one of the addresses.
select articles.article_id
from staging.articles as articles
where
    articles.url in (select address from given_addresses)
    or articles.article_id in (
        select aliases.article_id
        from raw.aliases as aliases
        where aliases.address in (select address from given_addresses)
    )
order by articles.article_id;
