-- What stays of the files that hold one of the captures, in the order in which it lies there.
select
    kept.capture_id,
    kept.warc_file,
    kept.warc_offset,
    kept.warc_length
from raw.captures as kept
where
    kept.warc_file in (
        select gone.warc_file
        from raw.captures as gone
        where gone.capture_id in (select capture_id from given_captures)
    )
    and kept.capture_id not in (select capture_id from given_captures)
    and kept.expired_at is null
order by kept.warc_file, kept.warc_offset;
