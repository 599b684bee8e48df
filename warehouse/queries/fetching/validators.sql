-- Validators of a source's addresses that may be used: not those that lied, not after a full fetch is due.
select
    url,
    etag,
    last_modified
from raw.validators
where
    source_id = $source_id
    and not is_unreliable
    and full_fetched_at > $since;
