-- Captures that no cleaning has dealt with, oldest run first; the order is total, so that a replay is the same.
select
    captures.capture_id,
    captures.source_id,
    captures.url,
    captures.final_url,
    captures.fetched_at,
    captures.media_type,
    captures.charset,
    captures.content_sha256,
    captures.size_bytes,
    captures.hints,
    captures.warc_file,
    captures.warc_offset,
    captures.warc_length,
    captures.expired_at
from raw.captures as captures
anti join staging.cleanings as cleanings on captures.capture_id = cleanings.capture_id
order by captures.run_seq, captures.source_id, captures.url, captures.warc_file, captures.warc_offset
limit $most;
