-- model: intermediate.articles
-- grain: one row per changed article, in its current version, that is not withdrawn
-- key: article_id
-- reads: changed.articles, marts.articles
-- columns:
--   article_id: key of the article
--   version: its current version
--   source_id: key of the outlet
--   source: name of the outlet
--   title: headline of the article
--   published_at: publication time of the article, UTC
--   day: the day it belongs to
--   path_or_url: where the article was read
--   relation: how the article stands in its origin: original, copy, derived or independent
--   origin_id: the testimony the article belongs to
--   story_id: the story the article tells
--
-- What the marts of facts say of the article a fact stands in.
select
    articles.article_id,
    articles.version,
    articles.source_id,
    articles.source,
    articles.title,
    articles.published_at,
    articles.day,
    articles.path_or_url,
    articles.relation,
    articles.origin_id,
    articles.story_id
from marts.articles as articles
semi join changed.articles as changed_articles
    on articles.article_id = changed_articles.article_id
where not articles.is_withdrawn
