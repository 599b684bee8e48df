-- model: marts.articles
-- grain: one row per article_id, in its current version
-- key: article_id
-- reads: facts.quantities, facts.quotes, raw.sources, staging.article_versions, staging.articles, stories.memberships
-- columns:
--   title: headline as published
--   source: name of the outlet
--   published_at: publication time, UTC; midnight where only the day is known; null where the article does not say
--   relation: original (others derive from it), copy (same text), derived (rewritten from another) or independent
--   derived_from_article_id: the article this one was copied or rewritten from; null where it stands for itself
--   word_count: words of the text
--   quote_count: quotes found in the text, without scare quotes
--   figure_count: figures found in the text
--   authors: bylines, separated by semicolons
--   agency: news agency the article credits
--   dateline: place the report was filed from, as written
--   language: ISO 639-1 code
--   section: section of the outlet
--   path_or_url: where it was read: address, file path, or path and row of a table
--   canonical_url: the address the page itself declares
--   article_id: key; minted at first sight and never changed
--   story_id: the story it tells
--   origin_id: the testimony it belongs to; articles of one origin count as one source of information
--   copy_id: the set of articles with the same text
--   source_id: key of the outlet
--   version: number of the current version, from 1
--   version_count: versions seen so far
--   garble_score: how damaged a derived text is, from 0 (clean) to 1 (garbled)
--   direction_confidence: how sure it is which of the two articles came first, from 0 to 1
--   has_publication_time: true where the time of day is known, not only the day
--   published_basis: where the publication date was found: json_ld, meta, html, feed, text, url, row
--   day: the day the article counts for: publication day, or the day it was first seen
--   first_seen_at: when it was first seen, UTC
--   changed_at: since when the current version is known, UTC
--   is_withdrawn: true where the outlet took it back; its facts are left out of the other tables
--   withdrawn_at: when it was found withdrawn, UTC
--   withdrawn_reason: how the withdrawal was noticed
--
-- Every article ever kept is here, withdrawn ones too; the other tables leave withdrawn articles out.
with articles as (
    select * from staging.articles
),

versions as (
    select * from staging.article_versions
),

memberships as (
    select * from stories.memberships
),

sources as (
    select * from raw.sources
),

quotes as (
    select * from facts.quotes
),

quantities as (
    select * from facts.quantities
),

versions_per_article as (
    select
        article_id,
        count(*) as version_count
    from versions
    group by article_id
),

quotes_per_version as (
    select
        article_id,
        version,
        count(*) as quote_count
    from quotes
    where kind != 'term'
    group by
        article_id,
        version
),

figures_per_version as (
    select
        article_id,
        version,
        count(*) as figure_count
    from quantities
    group by
        article_id,
        version
)

select
    versions.title,
    coalesce(sources.name, articles.source_id) as source,
    versions.published_at,
    memberships.relation,
    memberships.derived_from_article_id,
    versions.word_count,
    coalesce(quotes_per_version.quote_count, 0) as quote_count,
    coalesce(figures_per_version.figure_count, 0) as figure_count,
    array_to_string(versions.authors, '; ') as authors,
    versions.agency,
    versions.dateline,
    versions.language,
    versions.section,
    articles.url as path_or_url,
    versions.canonical_url,
    articles.article_id,
    memberships.story_id,
    memberships.origin_id,
    memberships.copy_id,
    articles.source_id,
    articles.current_version as version,
    versions_per_article.version_count,
    memberships.garble_score,
    memberships.direction_confidence,
    coalesce(contains(versions.published, 'T'), false) as has_publication_time,
    versions.published_basis,
    cast(coalesce(versions.published_at, articles.first_seen_at) as date) as day,
    articles.first_seen_at,
    versions.known_from as changed_at,
    articles.withdrawn_at is not null as is_withdrawn,
    articles.withdrawn_at,
    articles.withdrawn_reason
from articles
inner join versions
    on
        articles.article_id = versions.article_id
        and articles.current_version = versions.version
inner join versions_per_article
    on articles.article_id = versions_per_article.article_id
left join memberships
    on articles.article_id = memberships.article_id
left join sources
    on articles.source_id = sources.source_id
left join quotes_per_version
    on
        articles.article_id = quotes_per_version.article_id
        and articles.current_version = quotes_per_version.version
left join figures_per_version
    on
        articles.article_id = figures_per_version.article_id
        and articles.current_version = figures_per_version.version
order by
    day desc,
    versions.published_at desc nulls last,
    source asc,
    articles.article_id asc
