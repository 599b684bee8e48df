-- A rejection is replayed when its capture, or a later one of its address, has become an article; one of stage extract
-- when its text has given facts.
update ops.rejections as rejections
set replayed_run_seq = $run_seq
where
    rejections.replayed_run_seq is null
    and exists (
        select 1
        from raw.captures as captures
        inner join staging.cleanings as cleanings on captures.capture_id = cleanings.capture_id
        where
            cleanings.outcome in ('stored', 'unchanged')
            and captures.source_id = rejections.source_id
            and captures.url = rejections.url
            and captures.run_seq >= rejections.run_seq
    )
    and (
        rejections.stage != 'extract'
        or exists (
            select 1
            from staging.article_versions as versions
            inner join facts.extractions as extractions
                on versions.article_id = extractions.article_id and versions.version = extractions.version
            where versions.capture_id = rejections.capture_id
        )
    );
