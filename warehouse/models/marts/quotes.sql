-- model: marts.quotes
-- grain: one row per quote_id of a current, not withdrawn article
-- key: quote_id
-- reads: facts.quotes, facts.resolved_names, intermediate.sentences, intermediate.texts
-- columns:
--   speaker: who said it, under one name for the whole archive; null where the text does not tell
--   quote: the words, without the attribution that may stand between the pieces
--   kind: direct (whole sentence in quotation marks), partial (some words in marks) or indirect (reported)
--   source: name of the outlet
--   cue: lemma of the verb that reports it
--   title: headline of the article
--   published_at: publication time of the article, UTC
--   sentence: the sentence the quote begins in
--   speaker_status: how the text names the speaker: named, role, pronoun or unknown
--   speaker_words: the words that name the speaker, as written
--   polarity: positive or negative
--   modality: asserted, expected, planned, conditional, possible or demanded
--   path_or_url: where the article was read
--   relation: how the article stands in its origin: original, copy, derived or independent
--   article_id: key of the article
--   origin_id: the testimony the article belongs to
--   story_id: the story the article tells
--   speaker_id: key of the speaker in people or organisations
--   surface: the characters from "start" to "end", attribution between the pieces included
--   sentence_no: number of that sentence, from 0
--   "start": first character of the quote in the text, counted from 0
--   "end": the character after its last one
--   rule: the rule that found it
--   confidence: how sure the rule is, from 0 to 1
--   quote_id: key
--
-- Words in scare quotes are no statement of anybody and stay out; facts.quotes keeps them with kind = term.
with quotes as (
    select quotes.* from facts.quotes as quotes
    where quotes.kind != 'term'
),

sentences as (
    select * from intermediate.sentences
),

texts as (
    select * from intermediate.texts
),

names as (
    select * from facts.resolved_names
),

-- the texts come last, see intermediate.sentences
placed as materialized (
    select
        quotes.*,
        sentences.* exclude (article_id, version, sentence_no),
        names.entity_id as speaker_id,
        coalesce(names.entity_name, quotes.speaker) as known_speaker
    from quotes
    inner join sentences
        on
            quotes.article_id = sentences.article_id
            and quotes.version = sentences.version
            and quotes.sentence_no = sentences.sentence_no
    left join names
        on quotes.speaker = names.name
)

select
    placed.known_speaker as speaker,
    array_to_string(
        list_transform(placed.pieces, lambda piece: substr(texts.text, piece[1] + 1, piece[2] - piece[1])), ' … '
    ) as quote,
    placed.kind,
    placed.source,
    placed.cue_lemma as cue,
    placed.title,
    placed.published_at,
    substr(texts.text, placed.sentence_start + 1, placed.sentence_end - placed.sentence_start) as sentence,
    placed.speaker_status,
    substr(texts.text, placed.source_start + 1, placed.source_end - placed.source_start) as speaker_words,
    placed.polarity,
    placed.modality,
    placed.path_or_url,
    placed.relation,
    placed.article_id,
    placed.origin_id,
    placed.story_id,
    placed.speaker_id,
    placed.surface,
    placed.sentence_no,
    placed."start",
    placed."end",
    placed.rule,
    placed.confidence,
    placed.quote_id
from placed
inner join texts
    on placed.article_id = texts.article_id
order by
    placed.day desc,
    placed.story_id asc,
    placed.article_id asc,
    placed."start" asc,
    placed.quote_id asc
