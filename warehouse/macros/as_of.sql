-- macro: as_of(moment)
-- The version of every article that was the newest known at a moment, UTC.
create macro marts.as_of(moment) as table
    select
        title,
        source,
        version,
        known_from,
        known_until,
        path_or_url,
        article_id,
        story_id
    from marts.article_versions
    where
        known_from <= cast(moment as timestamp)
        and coalesce(known_until > cast(moment as timestamp), true)
    order by
        known_from desc,
        article_id asc
