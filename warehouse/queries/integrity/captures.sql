-- Where the bytes of every capture that are kept lie, in the order in which they lie there.
select
    capture_id,
    warc_file,
    warc_offset,
    warc_length,
    content_sha256
from raw.captures
where expired_at is null
order by warc_file, warc_offset;
