-- macro: said_by(name)
-- Every quote of speakers whose name contains the given one; earliest first.
create macro marts.said_by(name) as table
    select
        speaker,
        quote,
        kind,
        source,
        title,
        published_at,
        article_id,
        quote_id
    from marts.quotes
    where contains(lower(speaker), lower(name))
    order by
        published_at asc nulls last,
        quote_id asc
