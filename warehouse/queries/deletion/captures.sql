-- Captures from one of the addresses, and every capture that brought one of the articles.
select
    captures.capture_id,
    captures.warc_file
from raw.captures as captures
where
    captures.url in (select address from given_addresses)
    or captures.final_url in (select address from given_addresses)
    or captures.capture_id in (
        select cleanings.capture_id
        from staging.cleanings as cleanings
        where cleanings.article_id in (select article_id from given_articles)
    )
    or captures.capture_id in (
        select versions.capture_id
        from staging.article_versions as versions
        where versions.article_id in (select article_id from given_articles)
    )
order by captures.capture_id;
