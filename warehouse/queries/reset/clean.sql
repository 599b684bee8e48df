-- The captures of current versions become pending again; an older capture would bring an older text back, an
-- expired one has no bytes to read: its article stays as it is.
delete from staging.cleanings
where
    outcome != 'rejected'
    and capture_id in (
        select capture_id
        from staging.article_versions
        where known_until is null and article_id in (select article_id from given)
    )
    and capture_id not in (
        select capture_id
        from raw.captures
        where expired_at is not null
    );
