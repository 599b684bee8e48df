-- The newest version is the current one; a version that carries a retraction notice is withdrawn, any other is not.
update staging.articles as known
set
    current_version = newest.version,
    withdrawn_at = if(list_contains(newest.flags, 'retraction'), newest.known_from, null),
    withdrawn_reason = if(list_contains(newest.flags, 'retraction'), 'retracted by the publisher', null)
from (
    select
        article_id,
        max(version) as version,
        arg_max(flags, version) as flags,
        arg_max(known_from, version) as known_from
    from incoming
    group by article_id
) as newest
where known.article_id = newest.article_id;
