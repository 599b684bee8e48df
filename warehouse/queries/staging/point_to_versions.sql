update staging.articles as known
set
    current_version = newest.version,
    withdrawn_at = null,
    withdrawn_reason = null
from (
    select
        article_id,
        max(version) as version
    from incoming
    group by article_id
) as newest
where known.article_id = newest.article_id;
