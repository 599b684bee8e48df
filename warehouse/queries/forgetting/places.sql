-- What stays of the files that hold one of the captures, in the order in which it lies there.
select
    capture_id,
    warc_file,
    warc_offset,
    warc_length
from raw.captures
where
    warc_file in (
        select warc_file
        from raw.captures
        where capture_id in (select capture_id from given_captures)
    )
    and capture_id not in (select capture_id from given_captures)
order by warc_file, warc_offset;
