-- model: marts.commitments
-- grain: one row per commitment_id and actor of a current, not withdrawn article
-- key: commitment_id, actor
-- reads: facts.resolved_commitments, intermediate.sentences, intermediate.texts
-- columns:
--   actor: who commits, under one name for the whole archive; unnamed where the text has only a pronoun
--   modality: pledged_firm, promised, offered, agreed, planned, considered, conditional or refused
--   action: what is to be done
--   target: to whom or to what
--   polarity: positive (will do) or negative (will not do)
--   is_conditional: true where a condition is attached
--   condition: the condition, as written
--   due_date: the day it is due
--   source: name of the outlet
--   sentence: the sentence it stands in
--   attributed_to: who reports the commitment; null means the article itself
--   title: headline of the article
--   published_at: publication time of the article, UTC
--   path_or_url: where the article was read
--   relation: how the article stands in its origin: original, copy, derived or independent
--   article_id: key of the article
--   origin_id: the testimony the article belongs to
--   story_id: the story the article tells
--   actor_id: key of the actor in people, organisations or places; null for actors without a name
--   trigger_words: the words that make it a commitment, as written
--   surface: the characters from "start" to "end"
--   sentence_no: number of the sentence, from 0
--   "start": first character of the commitment in the text, counted from 0
--   "end": the character after its last one
--   rule: the rule that found it
--   confidence: how sure the rule is, from 0 to 1
--   commitment_id: key; the same for all actors of one commitment
with commitments as (
    select * from facts.resolved_commitments
),

sentences as (
    select * from intermediate.sentences
),

texts as (
    select * from intermediate.texts
),

-- the texts come last, see intermediate.sentences
placed as materialized (
    select
        commitments.*,
        sentences.* exclude (article_id, version, sentence_no)
    from commitments
    inner join sentences
        on
            commitments.article_id = sentences.article_id
            and commitments.version = sentences.version
            and commitments.sentence_no = sentences.sentence_no
    -- two names of one actor in one commitment are one row
    qualify
        row_number() over (
            partition by
                commitments.commitment_id,
                commitments.known_actor
            order by commitments.actor
        ) = 1
)

select
    placed.known_actor as actor,
    placed.modality,
    placed.action,
    placed.target,
    placed.polarity,
    placed.is_conditional,
    substr(
        texts.text, placed.condition_start + 1, placed.condition_end - placed.condition_start
    ) as condition,
    placed.due_date,
    placed.source,
    substr(texts.text, placed.sentence_start + 1, placed.sentence_end - placed.sentence_start) as sentence,
    placed.attributed_to,
    placed.title,
    placed.published_at,
    placed.path_or_url,
    placed.relation,
    placed.article_id,
    placed.origin_id,
    placed.story_id,
    placed.actor_id,
    substr(
        texts.text, placed.trigger_start + 1, placed.trigger_end - placed.trigger_start
    ) as trigger_words,
    placed.surface,
    placed.sentence_no,
    placed."start",
    placed."end",
    placed.rule,
    placed.confidence,
    placed.commitment_id
from placed
inner join texts
    on placed.article_id = texts.article_id
order by
    placed.day desc,
    placed.story_id asc,
    placed.article_id asc,
    placed."start" asc,
    placed.commitment_id asc,
    actor asc
