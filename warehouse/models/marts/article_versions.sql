-- model: marts.article_versions
-- grain: one row per article_id and version
-- key: article_id, version
-- reads: marts.articles, marts.fact_changes, staging.article_versions
-- columns:
--   title: headline of this version
--   source: name of the outlet
--   version: number of the version, from 1
--   known_from: since when this version is known, UTC
--   known_until: until when it was the newest one known, UTC; null for the current version
--   is_current: true for the newest version
--   fact_change_count: figures, quotes and headline that differ from the version before
--   is_title_changed: true where the headline differs from the version before
--   word_count: words of this version
--   added_word_count: words more than in the version before, less than 0 where it became shorter
--   published_at: publication time stated by this version, UTC
--   modified_at: time of the last change stated by this version, UTC
--   path_or_url: where it was read
--   is_withdrawn: true where the outlet took the article back
--   article_id: key of the article
--   story_id: the story the article tells
--   text_sha256: hash of the text
--   cleaner_version: the rules that cleaned it
--
-- What was known at some moment: known_from <= moment and (known_until is null or known_until > moment).
with versions as (
    select * from staging.article_versions
),

articles as (
    select * from marts.articles
),

fact_changes as (
    select * from marts.fact_changes
),

changes_per_version as (
    select
        article_id,
        version,
        count(*) as fact_change_count
    from fact_changes
    where change != 'withdrawn'
    group by
        article_id,
        version
)

select
    versions.title,
    articles.source,
    versions.version,
    versions.known_from,
    versions.known_until,
    versions.version = articles.version as is_current,
    coalesce(changes_per_version.fact_change_count, 0) as fact_change_count,
    coalesce(versions.version > 1 and versions.title is distinct from lag(versions.title) over history, false)
        as is_title_changed,
    versions.word_count,
    versions.word_count - lag(versions.word_count) over history as added_word_count,
    versions.published_at,
    versions.modified_at,
    articles.path_or_url,
    articles.is_withdrawn,
    versions.article_id,
    articles.story_id,
    versions.text_sha256,
    versions.cleaner_version
from versions
inner join articles
    on versions.article_id = articles.article_id
left join changes_per_version
    on
        versions.article_id = changes_per_version.article_id
        and versions.version = changes_per_version.version
window
    history as (
        partition by versions.article_id
        order by versions.version
    )
order by
    versions.known_from desc,
    versions.article_id asc,
    versions.version desc
