-- Descriptions that no longer stand for their article: another version is current, or the algorithm changed; and
-- copies whose representative is such an article.
with stale as (
    select signatures.article_id
    from stories.signatures as signatures
    left join staging.article_versions as versions
        on
            signatures.article_id = versions.article_id
            and signatures.version = versions.version
            and versions.known_until is null
    where versions.article_id is null or signatures.signature_version != $signature_version
)

select article_id
from stories.signatures
where
    article_id in (select article_id from stale)
    or representative_id in (select article_id from stale)
order by article_id;
