-- Every version's text with the hash it was stored under.
select
    article_id,
    version,
    title,
    text,
    text_sha256
from staging.article_versions;
