-- macro: story(words)
-- The articles of every story whose headline, or one of whose titles, contains the words; earliest first.
create macro marts.story(words) as table
    with named as (
        select story_id
        from marts.articles
        where contains(lower(title), lower(words))
        union distinct
        select story_id
        from marts.stories
        where contains(lower(headline), lower(words))
    )

    select
        stories.headline,
        articles.source,
        articles.title,
        articles.published_at,
        articles.relation,
        stories.independent_origins,
        articles.path_or_url,
        articles.article_id,
        articles.story_id
    from named
    inner join marts.stories as stories
        on named.story_id = stories.story_id
    inner join marts.articles as articles
        on named.story_id = articles.story_id
    where not articles.is_withdrawn
    order by
        stories.headline asc,
        articles.story_id asc,
        articles.published_at asc nulls last,
        articles.article_id asc
