-- model: marts.figures
-- grain: one row per quantity_id of a current, not withdrawn article
-- key: quantity_id
-- reads: facts.quantities, intermediate.sentences, intermediate.texts
-- columns:
--   surface: the figure as written
--   kind: count, money, percent, measure, duration, age or ordinal
--   unit_class: what is counted or measured, units of one meaning under one word
--   head: lemma of what is counted
--   subject: who or what the figure is about
--   predicate: class of the verb: participate, die, pay, freeze and others
--   source: name of the outlet
--   sentence: the sentence it stands in
--   value: the number; null where the words give none
--   low: lower end of what the words mean; null means unbounded
--   high: upper end of what the words mean; null means unbounded
--   is_low_open: true where the lower end itself is excluded
--   is_high_open: true where the upper end itself is excluded
--   is_approximate: true where the words say about, around, nearly
--   qualifier: the word that widens or bounds the figure, as written
--   unit: unit as written
--   currency: ISO 4217 code
--   status: actual, expected or planned
--   attributed_to: who states the figure; null means the article itself
--   as_of_date: the day the figure speaks of
--   title: headline of the article
--   published_at: publication time of the article, UTC
--   path_or_url: where the article was read
--   relation: how the article stands in its origin: original, copy, derived or independent
--   article_id: key of the article
--   origin_id: the testimony the article belongs to
--   story_id: the story the article tells
--   sentence_no: number of the sentence, from 0
--   "start": first character of the figure in the text, counted from 0
--   "end": the character after its last one
--   rule: the rule that found it
--   confidence: how sure the rule is, from 0 to 1
--   quantity_id: key
with quantities as (
    select quantities.* from facts.quantities as quantities
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
        quantities.*,
        sentences.* exclude (article_id, version, sentence_no)
    from quantities
    inner join sentences
        on
            quantities.article_id = sentences.article_id
            and quantities.version = sentences.version
            and quantities.sentence_no = sentences.sentence_no
)

select
    placed.surface,
    placed.kind,
    placed.unit_class,
    placed.head,
    placed.subject,
    placed.predicate,
    placed.source,
    substr(texts.text, placed.sentence_start + 1, placed.sentence_end - placed.sentence_start) as sentence,
    placed.value,
    placed.low,
    placed.high,
    placed.low_open as is_low_open,
    placed.high_open as is_high_open,
    placed.approx as is_approximate,
    placed.qualifier,
    placed.unit,
    placed.currency,
    placed.status,
    placed.attributed_to,
    placed.as_of as as_of_date,
    placed.title,
    placed.published_at,
    placed.path_or_url,
    placed.relation,
    placed.article_id,
    placed.origin_id,
    placed.story_id,
    placed.sentence_no,
    placed."start",
    placed."end",
    placed.rule,
    placed.confidence,
    placed.quantity_id
from placed
inner join texts
    on placed.article_id = texts.article_id
order by
    placed.article_id,
    placed."start",
    placed.quantity_id
