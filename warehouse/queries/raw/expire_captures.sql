-- Files of captures that are wholly older than the retention, all of them cleaned: their bytes are given up.
update raw.captures as captures
set expired_at = $now
where
    captures.expired_at is null
    and captures.warc_file in (
        select old.warc_file
        from raw.captures as old
        left join staging.cleanings as cleanings on old.capture_id = cleanings.capture_id
        group by old.warc_file
        having max(old.fetched_at) < $before and count(*) = count(cleanings.capture_id)
    )
returning captures.capture_id;
