select
    article_id,
    version,
    text_sha256
from staging.article_versions
where
    article_id in (select unnest($article_ids))
    and known_until is null;
