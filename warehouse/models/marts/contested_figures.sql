-- model: marts.contested_figures
-- grain: one row per slot_id and quantity_id, for questions whose answers contradict each other
-- key: slot_id, quantity_id
-- reads: facts.answers, intermediate.questions, marts.figures, marts.stories
-- columns:
--   slot: the question the figures answer
--   verdict: contested (origins contradict each other), scale_error (a power of ten apart) or copied_error
--   surface: the figure as this article writes it
--   source: name of the outlet
--   against: the figures of the other side with their outlets or file names
--   is_error: true where this figure is the scale or copying error
--   sentence: the sentence the figure stands in
--   value: the number
--   low: lower end of what the words mean; null means unbounded
--   high: upper end of what the words mean; null means unbounded
--   unit_class: what is counted or measured
--   currency: ISO 4217 code
--   status: actual, expected or planned
--   attributed_to: who states the figure; null means the article itself
--   title: headline of the article
--   published_at: publication time of the article, UTC
--   path_or_url: where the article was read
--   relation: how the article stands in its origin: original, copy, derived or independent
--   headline: headline of the story
--   independent_origins: independent testimonies that answer this question
--   reason: why the verdict was given
--   note: what is to be said about this one figure
--   group_no: figures of one question with the same number are compatible with each other
--   article_id: key of the article
--   origin_id: the testimony the article belongs to
--   story_id: the story the article tells
--   slot_id: key of the question
--   "start": first character of the figure in the text, counted from 0
--   "end": the character after its last one
--   quantity_id: key of the figure
--
-- Figures are never averaged: every answer keeps its own row and its own sentence.
with questions as (
    select * from intermediate.questions
    where verdict in ('contested', 'scale_error', 'copied_error')
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
        questions.*,
        answers.quantity_id,
        answers.group_no,
        answers.is_error,
        answers.note,
        figures.surface,
        figures.source,
        figures.path_or_url,
        figures.relation,
        figures.published_at
    from questions
    inner join answers
        on questions.slot_id = answers.slot_id
    inner join figures
        on answers.quantity_id = figures.quantity_id
),

-- each side of a question is named by its first article that is no copy; files of one folder by their own names
sides as (
    select
        slot_id,
        group_no,
        format(
            '{} ({})', surface, case when path_or_url like 'http%' then source else parse_filename(path_or_url) end
        ) as side
    from claims
    qualify
        row_number() over (
            partition by
                slot_id,
                group_no
            order by
                relation in ('copy', 'derived'),
                published_at nulls last,
                quantity_id
        ) = 1
),

opposites as (
    select
        claims.slot_id,
        claims.quantity_id,
        string_agg(sides.side, '; ' order by sides.group_no) as against
    from claims
    inner join sides
        on
            claims.slot_id = sides.slot_id
            and claims.group_no != sides.group_no
    group by
        claims.slot_id,
        claims.quantity_id
)

select
    claims.label as slot,
    claims.verdict,
    claims.surface,
    claims.source,
    opposites.against,
    claims.is_error,
    figures.sentence,
    figures.value,
    figures.low,
    figures.high,
    figures.unit_class,
    figures.currency,
    figures.status,
    figures.attributed_to,
    figures.title,
    figures.published_at,
    figures.path_or_url,
    figures.relation,
    stories.headline,
    claims.independent_origins,
    claims.reason,
    claims.note,
    claims.group_no,
    figures.article_id,
    figures.origin_id,
    claims.story_id,
    claims.slot_id,
    figures."start",
    figures."end",
    claims.quantity_id
from claims
inner join figures
    on claims.quantity_id = figures.quantity_id
left join opposites
    on
        claims.slot_id = opposites.slot_id
        and claims.quantity_id = opposites.quantity_id
left join stories
    on claims.story_id = stories.story_id
order by
    stories.last_day desc,
    stories.headline asc,
    claims.story_id asc,
    claims.label asc,
    claims.slot_id asc,
    claims.group_no asc,
    figures.published_at asc nulls last,
    claims.source asc,
    figures."start" asc,
    claims.quantity_id asc
