-- Where the bytes of one capture lie.
select
    warc_file,
    warc_offset,
    warc_length,
    content_sha256
from raw.captures
where capture_id = $capture_id;
