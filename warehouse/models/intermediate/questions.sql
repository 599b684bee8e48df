-- model: intermediate.questions
-- grain: one row per question of the stories of changed.stories, in words
-- key: slot_id
-- reads: changed.stories, facts.questions
-- columns:
--   slot_id: key of the question
--   story_id: the story whose articles answer it
--   label: "country or leader: participate, 15 March 2025"; "amount in EUR, Veldria: pay (planned)"
--   unit_class: what is counted or measured
--   status: actual, expected or planned
--   as_of: the day it is asked of
--   verdict: how its answers compare
--   reason: why the verdict was given
--   independent_origins: independent testimonies that answer it
--
-- The words are made here and nowhere else: facts.questions stores what is counted, whose it is and what happened, in
-- words of the articles; the English between them is for readers alone, and nothing is compared by it.
with stories as (
    select * from changed.stories
),

questions as (
    select
        questions.*,
        -- "person" beside "people" would say the same twice; concat and concat_ws leave out what is null
        nullif(
            array_to_string(
                list_filter(heads, lambda head: head != 'person' or not list_contains(heads, 'people')),
                ' or '
            ),
            ''
        ) as counted
    from facts.questions as questions
    semi join stories
        on questions.story_id = stories.story_id
)

select
    slot_id,
    story_id,
    concat(
        case
            when currency is not null then coalesce(counted, 'amount') || ' in ' || currency
            when kind = 'percent' then coalesce(counted, 'share') || ' in per cent'
            else coalesce(counted, unit_class)
        end,
        ', ' || subject,
        ': ' || predicate,
        case when status != 'actual' then ' (' || status || ')' end,
        strftime(as_of, ', %-d %B %Y')
    ) as label,
    unit_class,
    status,
    as_of,
    verdict,
    reason,
    independent_origins
from questions
