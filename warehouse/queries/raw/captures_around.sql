-- What each of the incoming addresses gave its source before a moment, at it and after it.
with captures as (
    select
        captures.url,
        captures.content_sha256,
        captures.fetched_at,
        captures.run_seq,
        incoming.fetched_at as moment
    from incoming
    inner join raw.captures as captures
        on
            incoming.source_id = captures.source_id
            and incoming.url = captures.url
)

select
    url,
    max_by(content_sha256, (fetched_at, run_seq)) filter (where fetched_at < moment) as before_sha256,
    list(content_sha256) filter (where fetched_at = moment) as at_sha256s,
    coalesce(bool_or(fetched_at > moment), false) as is_later
from captures
group by url;
