-- model: marts.stance_changes
-- grain: one row per stance_id and commitment_id: one of several commitments to one deed that do not go together
-- key: stance_id, commitment_id
-- reads: changed.stories, facts.stance_changes, marts.commitments, marts.stories
-- columns:
--   actor: who commits, under the name of the whole archive
--   deed: what it is about: class of the verb and head of its object ("send troop")
--   reason: refused (promised here, refused there) or softened (firm here, conditional there)
--   modality: pledged_firm, promised, offered, agreed, planned, considered, conditional or refused
--   polarity: positive (will do) or negative (will not do)
--   condition: the condition, as written
--   source: name of the outlet
--   sentence: the sentence the commitment stands in
--   attributed_to: who reports the commitment; null means the article itself
--   title: headline of the article
--   published_at: publication time of the article, UTC
--   headline: headline of the story
--   relation: how the article stands in its origin: original, copy, derived or independent
--   path_or_url: where the article was read
--   article_id: key of the article
--   origin_id: the testimony the article belongs to
--   story_id: the story the article tells
--   "start": first character of the commitment in the text, counted from 0
--   "end": the character after its last one
--   commitment_id: key of the commitment
--   stance_id: key; the same for all commitments of the actor to the deed in the story
--
-- Whether the actor changed its mind or the articles disagree is not decided: order by published_at and read.
with changed_stories as (
    select * from changed.stories
),

stances as (
    select stance_changes.* from facts.stance_changes as stance_changes
    semi join changed_stories
        on stance_changes.story_id = changed_stories.story_id
),

-- one row per commitment: its actors share the words
commitments as (
    select commitments.* from marts.commitments as commitments
    semi join stances
        on commitments.commitment_id = stances.commitment_id
    qualify
        row_number() over (
            partition by commitments.commitment_id
            order by commitments.actor
        ) = 1
),

stories as (
    select * from marts.stories
)

select
    stances.actor,
    stances.deed,
    stances.reason,
    commitments.modality,
    commitments.polarity,
    commitments.condition,
    commitments.source,
    commitments.sentence,
    commitments.attributed_to,
    commitments.title,
    commitments.published_at,
    stories.headline,
    commitments.relation,
    commitments.path_or_url,
    commitments.article_id,
    commitments.origin_id,
    stances.story_id,
    commitments."start",
    commitments."end",
    stances.commitment_id,
    stances.stance_id
from stances
inner join commitments
    on stances.commitment_id = commitments.commitment_id
left join stories
    on stances.story_id = stories.story_id
order by
    stories.last_day desc,
    stories.headline asc,
    stances.actor asc,
    stances.deed asc,
    stances.stance_id asc,
    commitments.published_at asc nulls last,
    commitments.article_id asc,
    commitments."start" asc,
    stances.commitment_id asc
