-- A new version ends the time in which the one before it was the current one.
update staging.article_versions as known
set known_until = next.known_from
from (
    select
        article_id,
        min(version) as version,
        arg_min(known_from, version) as known_from
    from incoming
    group by article_id
) as next
where
    known.article_id = next.article_id
    and known.version < next.version
    and known.known_until is null;
