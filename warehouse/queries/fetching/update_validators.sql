-- Other content under the same validators shows that they lie.
update raw.validators as known
set
    etag = incoming.etag,
    last_modified = incoming.last_modified,
    content_sha256 = incoming.content_sha256,
    full_fetched_at = incoming.full_fetched_at,
    is_unreliable = known.is_unreliable
    or (
        known.content_sha256 != incoming.content_sha256
        and known.etag is not distinct from incoming.etag
        and known.last_modified is not distinct from incoming.last_modified
    )
from incoming
where known.source_id = incoming.source_id and known.url = incoming.url;
