-- check: extracted
-- severity: warn
-- The facts of every article were extracted from its current version.
select
    articles.article_id,
    articles.version,
    articles.path_or_url
from marts.articles as articles
anti join facts.extractions as extractions
    on
        articles.article_id = extractions.article_id
        and articles.version = extractions.version
where not articles.is_withdrawn
order by all
