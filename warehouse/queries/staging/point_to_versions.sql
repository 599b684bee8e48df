update staging.articles as known
set
    current_version = incoming.version,
    withdrawn_at = null,
    withdrawn_reason = null
from incoming
where known.article_id = incoming.article_id;
