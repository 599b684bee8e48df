-- A new version ends the time in which the one before it was the current one.
update staging.article_versions as known
set known_until = incoming.known_from
from incoming
where
    known.article_id = incoming.article_id
    and known.version < incoming.version
    and known.known_until is null;
