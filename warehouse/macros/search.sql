-- macro: search(words)
-- Articles that contain all the words, those that name them most often first; a word in the title counts ten times.
create macro marts.search(words) as table
    with hits as (
        select
            article_id,
            list_transform(
                regexp_split_to_array(lower(trim(words)), '\s+'),
                lambda word: len(string_split(lower(text), word)) - 1
                + 10 * (len(string_split(lower(coalesce(title, '')), word)) - 1)
            ) as word_hits
        from marts.article_texts
        where not is_withdrawn
    )

    select
        articles.title,
        articles.source,
        articles.published_at,
        list_sum(hits.word_hits) as hit_count,
        articles.relation,
        articles.path_or_url,
        articles.article_id,
        articles.story_id
    from hits
    inner join marts.articles as articles
        on hits.article_id = articles.article_id
    where list_min(hits.word_hits) > 0
    order by
        hit_count desc,
        articles.article_id asc
