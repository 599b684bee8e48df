-- macro: who_said(words)
-- Every quote that contains the words, with its speaker; earliest first.
create macro marts.who_said(words) as table
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
    where contains(lower(quote), lower(words))
    order by
        published_at asc nulls last,
        quote_id asc
