-- Articles whose key begins, or whose address ends, with the given words; an exact key or address stands alone.
with found as (
    select
        articles.article_id,
        articles.title,
        articles.source,
        articles.path_or_url,
        articles.published_at,
        articles.is_withdrawn,
        texts.text,
        articles.article_id = $name or articles.path_or_url = $name as is_exact
    from articles
    inner join article_texts as texts on articles.article_id = texts.article_id
    where starts_with(articles.article_id, $name) or ends_with(rtrim(articles.path_or_url, '/'), rtrim($name, '/'))
)

select * exclude (is_exact)
from found
qualify is_exact or not bool_or(is_exact) over ()
order by article_id
limit 20;
