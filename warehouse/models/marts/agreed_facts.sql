-- model: marts.agreed_facts
-- grain: one row per slot_id that at least two independent origins answer alike
-- key: slot_id
-- reads: changed.stories, facts.slot_claims, facts.slots, marts.figures, marts.stories
-- columns:
--   slot: the question the figures answer
--   surface: the figure as the earliest article that is no copy writes it
--   independent_origins: independent testimonies that agree
--   article_count: articles that give the figure, copies included
--   sources: outlets that give it, separated by semicolons
--   wordings: the different ways it is written, separated by semicolons
--   verdict: agree (the same figure) or compatible (different words whose meanings overlap)
--   low: lower end of what all of them can mean; null means unbounded
--   high: upper end of what all of them can mean; null means unbounded
--   unit_class: what is counted or measured
--   currency: ISO 4217 code
--   status: actual, expected or planned
--   sentence: the sentence of the earliest article that is no copy
--   headline: headline of the story
--   first_published_at: earliest publication time of the figure, UTC
--   as_of_date: the day the figure speaks of
--   article_id: key of the earliest article that is no copy
--   story_id: the story
--   slot_id: key of the question
with changed_stories as (
    select * from changed.stories
),

slots as (
    select slots.* from facts.slots as slots
    semi join changed_stories
        on slots.story_id = changed_stories.story_id
    where slots.verdict in ('agree', 'compatible')
),

slot_claims as (
    select * from facts.slot_claims
),

figures as (
    select * from marts.figures
),

stories as (
    select * from marts.stories
),

claims as (
    select
        slot_claims.slot_id,
        figures.*
    from slot_claims
    inner join figures
        on slot_claims.quantity_id = figures.quantity_id
    semi join slots
        on slot_claims.slot_id = slots.slot_id
),

answers as (
    select
        slot_id,
        count(distinct origin_id) as independent_origins,
        count(distinct article_id) as article_count,
        string_agg(distinct source, '; ' order by source asc) as sources,
        string_agg(distinct surface, '; ' order by surface asc) as wordings,
        max(low) as low,
        min(high) as high,
        min(published_at) as first_published_at
    from claims
    group by slot_id
    having count(distinct origin_id) > 1
),

earliest as (
    select *
    from claims
    qualify
        row_number() over (
            partition by slot_id
            order by
                relation in ('copy', 'derived') asc,
                published_at asc nulls last,
                quantity_id asc
        ) = 1
)

select
    slots.label as slot,
    earliest.surface,
    answers.independent_origins,
    answers.article_count,
    answers.sources,
    answers.wordings,
    slots.verdict,
    answers.low,
    answers.high,
    slots.unit_class,
    earliest.currency,
    slots.status,
    earliest.sentence,
    stories.headline,
    answers.first_published_at,
    slots.as_of as as_of_date,
    earliest.article_id,
    slots.story_id,
    slots.slot_id
from slots
inner join answers
    on slots.slot_id = answers.slot_id
inner join earliest
    on slots.slot_id = earliest.slot_id
left join stories
    on slots.story_id = stories.story_id
order by
    answers.independent_origins desc,
    stories.headline asc,
    slots.label asc,
    slots.slot_id asc
