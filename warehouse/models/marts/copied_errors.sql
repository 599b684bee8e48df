-- model: marts.copied_errors
-- grain: one row per slot_id and erroneous figure of a copied or rewritten article
-- key: slot_id, quantity_id
-- reads: changed.stories, facts.answers, intermediate.questions, marts.articles, marts.figures, marts.stories
-- columns:
--   slot: the question the figures answer
--   copy_source: outlet of the copy
--   copy_surface: the figure as the copy writes it
--   original_surface: the figure as the article it was copied from writes it; null where that has none
--   original_source: outlet of the article it was copied from
--   is_introduced_here: true where the error first appears in this copy, false where it was copied along
--   ratio: the copy's figure divided by the original's; null where either has no single value
--   note: what is to be said about the error
--   copy_sentence: the sentence in the copy
--   original_sentence: the sentence in the article it was copied from
--   verdict: copied_error or scale_error
--   copy_value: the number in the copy
--   original_value: the number in the article it was copied from
--   headline: headline of the story
--   published_at: publication time of the copy, UTC
--   path_or_url: where the copy was read
--   copy_article_id: key of the copy
--   original_article_id: key of the article it was copied from
--   origin_id: the testimony both belong to
--   story_id: the story both tell
--   slot_id: key of the question
--   "start": first character of the figure in the copy's text, counted from 0
--   "end": the character after its last one
--   quantity_id: key of the copy's figure
with changed_stories as (
    select * from changed.stories
),

questions as (
    select * from intermediate.questions
),

answers as (
    select claims.* from facts.answers as claims
    semi join changed_stories
        on claims.story_id = changed_stories.story_id
),

articles as (
    select * from marts.articles
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
        answers.group_no,
        answers.is_error,
        answers.note,
        articles.derived_from_article_id,
        figures.*
    from answers
    inner join figures
        on answers.quantity_id = figures.quantity_id
    inner join articles
        on answers.article_id = articles.article_id
),

errors as (
    select * from claims
    where
        is_error
        and derived_from_article_id is not null
),

-- of several figures in the original, the one that differs is the one that was changed
originals as (
    select
        errors.slot_id,
        errors.quantity_id,
        claims.surface,
        claims.source,
        claims.sentence,
        claims.value,
        claims.is_error
    from errors
    inner join claims
        on
            errors.slot_id = claims.slot_id
            and errors.derived_from_article_id = claims.article_id
    qualify
        row_number() over (
            partition by
                errors.slot_id,
                errors.quantity_id
            order by
                claims.group_no = errors.group_no asc,
                claims."start" asc,
                claims.quantity_id asc
        ) = 1
)

select
    questions.label as slot,
    errors.source as copy_source,
    errors.surface as copy_surface,
    originals.surface as original_surface,
    coalesce(originals.source, parents.source) as original_source,
    not coalesce(originals.is_error, false) as is_introduced_here,
    round(errors.value / nullif(originals.value, 0), 6) as ratio,
    errors.note,
    errors.sentence as copy_sentence,
    originals.sentence as original_sentence,
    questions.verdict,
    errors.value as copy_value,
    originals.value as original_value,
    stories.headline,
    errors.published_at,
    errors.path_or_url,
    errors.article_id as copy_article_id,
    errors.derived_from_article_id as original_article_id,
    errors.origin_id,
    questions.story_id,
    questions.slot_id,
    errors."start",
    errors."end",
    errors.quantity_id
from errors
inner join questions
    on errors.slot_id = questions.slot_id
left join originals
    on
        errors.slot_id = originals.slot_id
        and errors.quantity_id = originals.quantity_id
left join articles as parents
    on errors.derived_from_article_id = parents.article_id
left join stories
    on questions.story_id = stories.story_id
order by
    errors.published_at desc nulls last,
    stories.headline asc,
    questions.slot_id asc,
    errors.quantity_id asc
