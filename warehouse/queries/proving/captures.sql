-- Where the bytes of every capture lie, in the order in which they lie there.
select
    capture_id,
    warc_file,
    warc_offset,
    warc_length,
    content_sha256
from raw.captures
order by warc_file, warc_offset;
