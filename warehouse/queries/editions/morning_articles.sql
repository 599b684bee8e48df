-- The articles of some stories with what ties each to the one it was copied from.
select
    articles.story_id,
    articles.article_id,
    articles.source,
    articles.title,
    articles.path_or_url,
    articles.relation,
    articles.derived_from_article_id,
    articles.origin_id,
    articles.published_at,
    articles.has_publication_time,
    articles.first_seen_at,
    articles.first_seen_at >= $began_at as is_new,
    copies.original_source,
    copies.shared_share,
    copies.garble_score,
    copies.hours_later
from articles
left join copies
    on articles.article_id = copies.copy_article_id
where
    not articles.is_withdrawn
    and articles.story_id in (select unnest($story_ids))
order by
    articles.story_id asc,
    coalesce(articles.published_at, articles.first_seen_at) asc,
    articles.article_id asc;
