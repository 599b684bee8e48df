-- The current version of each incoming article.
select
    article_id,
    version,
    text_sha256
from staging.article_versions
where
    article_id in (select incoming.article_id from incoming)
    and known_until is null;
