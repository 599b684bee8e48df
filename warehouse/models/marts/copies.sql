-- model: marts.copies
-- grain: one row per copied or rewritten article
-- key: copy_article_id
-- reads: marts.articles, marts.stories, stories.links
-- columns:
--   original_source: outlet of the article that was copied
--   copy_source: outlet that copied it
--   relation: copy (the same text) or derived (rewritten)
--   shared_share: share of the shorter text found again in the other, from 0 to 1; 1 for the same text
--   garble_score: how damaged the copy is, from 0 (clean) to 1 (garbled)
--   hours_later: hours between the two publications; null where a time of day is unknown
--   days_later: calendar days between the two publications; null where one is unknown
--   original_title: headline of the original
--   copy_title: headline of the copy
--   headline: headline of the story both tell
--   independent_origins: independent testimonies in that story; original and copy are one of them
--   direction_confidence: how sure it is which of the two came first, from 0 to 1
--   score: the matcher's probability of the relation, from 0 to 1
--   evidence: aligned sentences, shared rare terms and introduced errors, as JSON text
--   original_article_id: key of the original
--   copy_article_id: key of the copy
--   origin_id: the testimony both belong to
--   story_id: the story both tell
--   original_path_or_url: where the original was read
--   copy_path_or_url: where the copy was read
--   matcher_version: the matcher that judged the pair
with articles as (
    select * from marts.articles
    where not is_withdrawn
),

stories as (
    select * from marts.stories
),

links as (
    select * from stories.links
)

select
    originals.source as original_source,
    copies.source as copy_source,
    copies.relation,
    coalesce(links.shared_share, case when copies.copy_id = originals.copy_id then 1.0 end) as shared_share,
    copies.garble_score,
    case
        when originals.has_publication_time and copies.has_publication_time
            then round(date_diff('second', originals.published_at, copies.published_at) / 3600, 1)
    end as hours_later,
    date_diff('day', originals.published_at, copies.published_at) as days_later,
    originals.title as original_title,
    copies.title as copy_title,
    stories.headline,
    stories.independent_origins,
    copies.direction_confidence,
    links.score,
    links.evidence,
    originals.article_id as original_article_id,
    copies.article_id as copy_article_id,
    copies.origin_id,
    copies.story_id,
    originals.path_or_url as original_path_or_url,
    copies.path_or_url as copy_path_or_url,
    links.matcher_version
from articles as copies
inner join articles as originals
    on copies.derived_from_article_id = originals.article_id
left join stories
    on copies.story_id = stories.story_id
left join links
    on
        least(copies.article_id, originals.article_id) = links.article_id_a
        and greatest(copies.article_id, originals.article_id) = links.article_id_b
order by
    copies.day desc,
    stories.headline asc,
    originals.article_id asc,
    copies.article_id asc
