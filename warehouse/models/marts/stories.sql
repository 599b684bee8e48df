-- model: marts.stories
-- grain: one row per story_id with at least one article that was not withdrawn
-- key: story_id
-- reads: facts.questions, facts.sentences, marts.article_texts, marts.articles
-- columns:
--   headline: headline of its earliest article that is no copy or rewrite
--   article_count: articles that tell it, copies and rewrites included
--   independent_origins: independent testimonies behind these articles
--   source_count: outlets that carried it
--   copy_count: articles that are the same text as another
--   derived_count: articles rewritten from another
--   contested_count: figures on which independent origins contradict each other
--   scale_error_count: figures that are a power of ten apart
--   copied_error_count: figures that a copy or rewrite changed
--   agreed_count: figures that at least two independent origins give alike
--   first_published_at: earliest publication time, UTC
--   last_published_at: latest publication time, UTC
--   first_day: first day it was told
--   last_day: last day it was told
--   day_count: days on which something about it appeared
--   first_seen_at: when its first article was seen, UTC
--   headline_article_id: the article whose headline it carries
--   story_id: key; never reused, a merged story leaves a redirect
--
-- A story is one event or its development. Count testimonies with independent_origins, not with article_count.
with articles as (
    select * from marts.articles
),

texts as (
    select * from marts.article_texts
),

sentences as (
    select sentences.* from facts.sentences as sentences
    semi join articles
        on sentences.article_id = articles.article_id and articles.title is null
    where sentences.zone = 'body'
),

questions as (
    select * from facts.questions
),

told as (
    select * from articles
    where
        not is_withdrawn
        and story_id is not null
),

counts as (
    select
        story_id,
        count(*) as article_count,
        count(distinct origin_id) as independent_origins,
        count(distinct source_id) as source_count,
        count(*) filter (where relation = 'copy') as copy_count,
        count(*) filter (where relation = 'derived') as derived_count,
        min(published_at) as first_published_at,
        max(published_at) as last_published_at,
        min(day) as first_day,
        max(day) as last_day,
        count(distinct day) as day_count,
        min(first_seen_at) as first_seen_at
    from told
    group by story_id
),

-- an article without a headline is called by its first sentence: its first line may be a date or a newsletter box
openings as (
    select
        article_id,
        version,
        arg_min("start", sentence_no) as opening_start,
        arg_min("end", sentence_no) as opening_end
    from sentences
    group by
        article_id,
        version
),

leads as (
    select
        told.story_id,
        told.article_id,
        coalesce(
            told.title,
            case
                when openings.opening_end - openings.opening_start > 120
                    then substr(texts.text, openings.opening_start + 1, 119) || '…'
                else substr(texts.text, openings.opening_start + 1, openings.opening_end - openings.opening_start)
            end,
            left(texts.text, 120)
        ) as headline
    from told
    inner join texts
        on told.article_id = texts.article_id
    left join openings
        on
            told.article_id = openings.article_id
            and told.version = openings.version
    qualify
        row_number() over (
            partition by told.story_id
            order by
                told.relation in ('copy', 'derived'),
                told.title is null,
                told.published_at nulls last,
                told.first_seen_at,
                told.article_id
        ) = 1
),

verdicts as (
    select
        story_id,
        count(*) filter (where verdict = 'contested') as contested_count,
        count(*) filter (where verdict = 'scale_error') as scale_error_count,
        count(*) filter (where verdict = 'copied_error') as copied_error_count,
        count(*) filter (where verdict in ('agree', 'compatible') and independent_origins > 1) as agreed_count
    from questions
    group by story_id
)

select
    leads.headline,
    counts.article_count,
    counts.independent_origins,
    counts.source_count,
    counts.copy_count,
    counts.derived_count,
    coalesce(verdicts.contested_count, 0) as contested_count,
    coalesce(verdicts.scale_error_count, 0) as scale_error_count,
    coalesce(verdicts.copied_error_count, 0) as copied_error_count,
    coalesce(verdicts.agreed_count, 0) as agreed_count,
    counts.first_published_at,
    counts.last_published_at,
    counts.first_day,
    counts.last_day,
    counts.day_count,
    counts.first_seen_at,
    leads.article_id as headline_article_id,
    counts.story_id
from counts
inner join leads
    on counts.story_id = leads.story_id
left join verdicts
    on counts.story_id = verdicts.story_id
order by
    counts.last_day desc,
    counts.independent_origins desc,
    counts.article_count desc,
    counts.story_id asc
