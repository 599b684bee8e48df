-- model: marts.agreed_facts
-- grain: one row per slot_id that at least two independent origins answer alike
-- key: slot_id
-- reads: facts.answers, intermediate.questions, marts.figures, marts.stories
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
with questions as (
    select * from intermediate.questions
    where verdict in ('agree', 'compatible')
),

answers as (
    select * from facts.answers
),

figures as (
    select * from marts.figures
),

stories as (
    select * from marts.stories
),

claims as (
    select
        answers.slot_id,
        figures.*
    from answers
    inner join figures
        on answers.quantity_id = figures.quantity_id
    semi join questions
        on answers.slot_id = questions.slot_id
),

agreed as (
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
    questions.label as slot,
    earliest.surface,
    agreed.independent_origins,
    agreed.article_count,
    agreed.sources,
    agreed.wordings,
    questions.verdict,
    agreed.low,
    agreed.high,
    questions.unit_class,
    earliest.currency,
    questions.status,
    earliest.sentence,
    stories.headline,
    agreed.first_published_at,
    questions.as_of as as_of_date,
    earliest.article_id,
    questions.story_id,
    questions.slot_id
from questions
inner join agreed
    on questions.slot_id = agreed.slot_id
inner join earliest
    on questions.slot_id = earliest.slot_id
left join stories
    on questions.story_id = stories.story_id
order by
    agreed.independent_origins desc,
    stories.headline asc,
    questions.label asc,
    questions.slot_id asc
