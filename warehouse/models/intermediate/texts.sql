-- model: intermediate.texts
-- grain: one row per changed article
-- key: article_id
-- reads: changed.articles, marts.article_texts
-- columns:
--   article_id: key of the article
--   text: text of its current version
select
    texts.article_id,
    texts.text
from marts.article_texts as texts
semi join changed.articles as changed_articles
    on texts.article_id = changed_articles.article_id
