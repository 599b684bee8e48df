-- What `nightdesk why` needs of one article.
select
    articles.article_id,
    articles.title,
    texts.text,
    articles.source,
    articles.source_id,
    articles.path_or_url,
    if(
        articles.has_publication_time,
        strftime(articles.published_at, '%Y-%m-%dT%H:%M:%S+00:00'),
        strftime(articles.published_at, '%Y-%m-%d')
    ) as published,
    articles.authors,
    articles.agency,
    articles.language,
    nullif(regexp_extract(articles.path_or_url, '^https?://([^/:?#]+)', 1), '') as outlet,
    articles.relation,
    articles.copy_id,
    articles.origin_id,
    articles.story_id
from articles
inner join article_texts as texts on articles.article_id = texts.article_id
where articles.article_id = $article_id;
