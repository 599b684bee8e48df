-- Everything of the given articles, captures and addresses, and what was derived from them together with others: their
-- stories are named, linked and compared anew by the stages that follow.
delete from facts.reconciliations
where story_id in (select story_id from given_stories);

delete from facts.slots
where story_id in (select story_id from given_stories);

delete from facts.slot_claims
where story_id in (select story_id from given_stories);

delete from facts.utterances
where story_id in (select story_id from given_stories);

delete from facts.stance_changes
where story_id in (select story_id from given_stories);

delete from facts.extractions
where article_id in (select article_id from given_articles);

delete from facts.sentences
where article_id in (select article_id from given_articles);

delete from facts.mentions
where article_id in (select article_id from given_articles);

delete from facts.quotes
where article_id in (select article_id from given_articles);

delete from facts.quantities
where article_id in (select article_id from given_articles);

delete from facts.dates
where article_id in (select article_id from given_articles);

delete from facts.statements
where article_id in (select article_id from given_articles);

delete from facts.commitments
where article_id in (select article_id from given_articles);

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

delete from stories.memberships
where story_id in (select story_id from given_stories);

delete from stories.links
where
    article_id_a in (select article_id from given_articles)
    or article_id_b in (select article_id from given_articles);

delete from stories.judgements
where
    article_id_a in (select article_id from given_articles)
    or article_id_b in (select article_id from given_articles);

delete from stories.redirects
where
    old_story_id in (select story_id from given_story_ids)
    or new_story_id in (select story_id from given_story_ids);

delete from stories.bands
where article_id in (select article_id from given_articles);

delete from stories.terms
where article_id in (select article_id from given_articles);

delete from stories.signatures
where article_id in (select article_id from given_articles);

delete from staging.cleanings
where
    capture_id in (select capture_id from given_captures)
    or article_id in (select article_id from given_articles);

delete from staging.removed_blocks
where article_id in (select article_id from given_articles);

delete from staging.article_versions
where article_id in (select article_id from given_articles);

delete from raw.aliases
where article_id in (select article_id from given_articles);

delete from staging.articles
where article_id in (select article_id from given_articles);

delete from ops.payloads
where rejection_id in (
    select rejection_id
    from ops.rejections
    where
        url in (select address from given_addresses)
        or capture_id in (select capture_id from given_captures)
);

delete from ops.rejections
where
    url in (select address from given_addresses)
    or capture_id in (select capture_id from given_captures);

update ops.runs
set detail = null
where exists (
    select 1
    from given_addresses
    where contains(runs.detail, given_addresses.address)
);

delete from raw.validators
where url in (select address from given_addresses);

delete from raw.waiting
where url in (select address from given_addresses);

delete from raw.sightings
where
    url in (select address from given_addresses)
    or last_capture_id in (select capture_id from given_captures);

delete from raw.robots
where regexp_extract(origin, '^https?://([^/:]+)', 1) in (select host from given_hosts);

delete from raw.captures
where capture_id in (select capture_id from given_captures);

-- of a source that has nothing left not even its name stays; one that is still declared comes back with its next night
delete from staging.repeated_lines
where source_id not in (select articles.source_id from staging.articles as articles);

delete from ops.source_health
where
    source_id in (select source_id from given_sources)
    and source_id not in (select sightings.source_id from raw.sightings as sightings);

delete from raw.sources
where
    source_id in (select source_id from given_sources)
    and source_id not in (select sightings.source_id from raw.sightings as sightings);
