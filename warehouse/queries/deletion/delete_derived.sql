-- What was derived from the given articles together with others, or hangs on their rows: before these are deleted.
-- The stories are named, linked and compared again by the stages that follow.
update stories.signatures
set signature_version = ''
where
    article_id in (
        select article_id
        from stories.memberships
        where story_id in (select story_id from given_stories)
    )
    or article_id in (
        select article_id_a
        from stories.links
        where article_id_b in (select article_id from given_articles)
    )
    or article_id in (
        select article_id_b
        from stories.links
        where article_id_a in (select article_id from given_articles)
    )
    or representative_id in (select article_id from given_articles);

-- the weight of a term depends on all articles of its window
update stories.signatures
set signature_version = ''
where exists (
    select 1
    from stories.signatures as gone
    where
        gone.article_id in (select article_id from given_articles)
        and abs(
            coalesce(signatures.published_day, signatures.seen_day) - coalesce(gone.published_day, gone.seen_day)
        ) <= (select days from given_window)
);

delete from ops.payloads
where rejection_id in (
    select rejection_id
    from ops.rejections
    where
        url in (select address from given_addresses)
        or capture_id in (select capture_id from given_captures)
);

update ops.runs
set detail = null
where exists (
    select 1
    from given_addresses
    where contains(runs.detail, given_addresses.address)
);

delete from raw.robots
where regexp_extract(origin, '^https?://([^/:]+)', 1) in (select host from given_hosts);
