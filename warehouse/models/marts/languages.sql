-- model: marts.languages
-- grain: one row per language of the articles
-- key: language
-- reads: facts.extractions, marts.articles
-- columns:
--   language: ISO 639-1 code, "und" where it could not be told
--   is_read: whether articles in it are read for facts; the others have text, metadata, copies and stories alone
--   article_count: articles, withdrawn ones left out
--   independent_origins: testimonies these articles belong to
--   skipped_count: articles not read for facts because no language pack reads them
with articles as (
    select * from marts.articles
    where not is_withdrawn
),

extractions as (
    select * from facts.extractions
)

select
    coalesce(extractions.language, articles.language, 'und') as language,
    bool_or(extractions.skipped is null) as is_read,
    count(*) as article_count,
    count(distinct articles.origin_id) as independent_origins,
    count(*) filter (where extractions.skipped = 'language') as skipped_count
from articles
inner join extractions
    on
        articles.article_id = extractions.article_id
        and articles.version = extractions.version
group by all
order by
    article_count desc,
    language asc
