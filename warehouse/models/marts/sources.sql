-- model: marts.sources
-- grain: one row per source_id that was ever read
-- key: source_id
-- reads: facts.answers, facts.questions, marts.articles, marts.rejections, raw.sources
-- columns:
--   source: name of the outlet
--   article_count: its articles, withdrawn ones left out
--   independent_origins: testimonies these articles belong to
--   original_count: articles that are no copy or rewrite of another
--   copied_count: articles copied or rewritten from another
--   originality_share: original articles among all, from 0 to 1; null without articles
--   garbled_count: rewrites with a garble score of 0.5 or more
--   figure_claim_count: figures of its articles that answer a question somebody else answers too
--   contested_claim_count: those on which independent origins contradict each other
--   contested_share: contested among compared figures, from 0 to 1; null where nothing was compared
--   error_count: figures named as a scale or copying error
--   changed_count: articles whose text changed after they were first seen
--   withdrawn_count: articles it took back
--   rejected_count: items that became no article and still are none
--   articles_per_day: articles for each day on which it published
--   first_published_at: earliest publication time, UTC
--   last_published_at: latest publication time, UTC
--   last_seen_at: when its newest article was first seen, UTC
--   kind: how it is read: feed, sitemap, pages, folder, warc or table
--   url: where it is read from
--   source_id: key
with sources as (
    select * from raw.sources
),

articles as (
    select * from marts.articles
),

rejections as (
    select * from marts.rejections
),

questions as (
    select * from facts.questions
    where verdict != 'single'
),

answers as (
    select * from facts.answers
),

-- an outlet may have articles or rejections without being declared (an older settings file)
seen_sources as (
    select source_id from sources
    union distinct
    select source_id from articles
    union distinct
    select source_id from rejections
),

article_counts as (
    select
        source_id,
        count(*) filter (where not is_withdrawn) as article_count,
        count(distinct origin_id) filter (where not is_withdrawn) as independent_origins,
        count(*) filter (where not is_withdrawn and relation in ('copy', 'derived')) as copied_count,
        count(*) filter (where not is_withdrawn and garble_score >= 0.5) as garbled_count,
        count(*) filter (where version_count > 1) as changed_count,
        count(*) filter (where is_withdrawn) as withdrawn_count,
        count(distinct day) filter (where not is_withdrawn) as day_count,
        min(published_at) as first_published_at,
        max(published_at) as last_published_at,
        max(first_seen_at) as last_seen_at
    from articles
    group by source_id
),

claim_counts as (
    select
        articles.source_id,
        count(*) as figure_claim_count,
        count(*) filter (where questions.verdict = 'contested') as contested_claim_count,
        count(*) filter (where answers.is_error) as error_count
    from questions
    inner join answers
        on questions.slot_id = answers.slot_id
    inner join articles
        on answers.article_id = articles.article_id
    where not articles.is_withdrawn
    group by articles.source_id
),

rejection_counts as (
    select
        source_id,
        count(*) as rejected_count
    from rejections
    where not is_replayed
    group by source_id
)

select
    coalesce(sources.name, seen_sources.source_id) as source,
    coalesce(article_counts.article_count, 0) as article_count,
    coalesce(article_counts.independent_origins, 0) as independent_origins,
    coalesce(article_counts.article_count - article_counts.copied_count, 0) as original_count,
    coalesce(article_counts.copied_count, 0) as copied_count,
    round(1 - article_counts.copied_count / nullif(article_counts.article_count, 0), 3) as originality_share,
    coalesce(article_counts.garbled_count, 0) as garbled_count,
    coalesce(claim_counts.figure_claim_count, 0) as figure_claim_count,
    coalesce(claim_counts.contested_claim_count, 0) as contested_claim_count,
    round(claim_counts.contested_claim_count / nullif(claim_counts.figure_claim_count, 0), 3) as contested_share,
    coalesce(claim_counts.error_count, 0) as error_count,
    coalesce(article_counts.changed_count, 0) as changed_count,
    coalesce(article_counts.withdrawn_count, 0) as withdrawn_count,
    coalesce(rejection_counts.rejected_count, 0) as rejected_count,
    round(article_counts.article_count / nullif(article_counts.day_count, 0), 1) as articles_per_day,
    article_counts.first_published_at,
    article_counts.last_published_at,
    article_counts.last_seen_at,
    sources.kind,
    sources.url,
    seen_sources.source_id
from seen_sources
left join sources
    on seen_sources.source_id = sources.source_id
left join article_counts
    on seen_sources.source_id = article_counts.source_id
left join claim_counts
    on seen_sources.source_id = claim_counts.source_id
left join rejection_counts
    on seen_sources.source_id = rejection_counts.source_id
order by
    source,
    seen_sources.source_id
