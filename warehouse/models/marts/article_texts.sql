-- model: marts.article_texts
-- grain: one row per article_id, in its current version
-- key: article_id
-- reads: changed.articles, marts.articles, staging.article_versions
-- columns:
--   article_id: key of the article
--   title: headline as published
--   text: the cleaned text, to which every "start" and "end" in the other tables refers
--   is_withdrawn: true where the outlet took the article back
--
-- Kept apart from articles so that a listing stays readable and an edition can be published without full texts.
with changed_articles as (
    select * from changed.articles
),

articles as (
    select articles.* from marts.articles as articles
    semi join changed_articles
        on articles.article_id = changed_articles.article_id
),

versions as (
    select * from staging.article_versions
)

select
    articles.article_id,
    articles.title,
    versions.text,
    articles.is_withdrawn
from articles
inner join versions
    on
        articles.article_id = versions.article_id
        and articles.version = versions.version
order by articles.article_id
