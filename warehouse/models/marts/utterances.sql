-- model: marts.utterances
-- grain: one row per utterance_id, quote_id and "start": a quoted sentence that other articles of the story quote too
-- key: utterance_id, quote_id, "start"
-- reads: changed.stories, facts.utterances, marts.quotes, marts.stories
-- columns:
--   speaker: who said it, as most articles name them; null where none does
--   wording: the sentence as this article quotes it
--   source: name of the outlet
--   named_speaker: who said it according to this article; null where the text does not tell
--   wording_count: different wordings of the utterance
--   article_count: articles that quote it
--   independent_origins: independent testimonies that quote it
--   sentence: the sentence the quote begins in
--   title: headline of the article
--   published_at: publication time of the article, UTC
--   headline: headline of the story
--   relation: how the article stands in its origin: original, copy, derived or independent
--   path_or_url: where the article was read
--   wording_no: equal words, equal number
--   article_id: key of the article
--   origin_id: the testimony the article belongs to
--   story_id: the story the article tells
--   "start": first character of the wording in the text, counted from 0
--   "end": the character after its last one
--   quote_id: key of the quote it is taken from
--   utterance_id: key; the same for all wordings
--
-- Which of the wordings was spoken is not decided: rewriting, translating and translating back change words.
with changed_stories as (
    select * from changed.stories
),

utterances as (
    select utterances.* from facts.utterances as utterances
    semi join changed_stories
        on utterances.story_id = changed_stories.story_id
),

quotes as (
    select * from marts.quotes
),

stories as (
    select * from marts.stories
),

lines as (
    select
        utterances.speaker,
        utterances.surface as wording,
        quotes.source,
        quotes.speaker as named_speaker,
        quotes.sentence,
        quotes.title,
        quotes.published_at,
        quotes.relation,
        quotes.path_or_url,
        utterances.wording_no,
        utterances.article_id,
        quotes.origin_id,
        utterances.story_id,
        utterances."start",
        utterances."end",
        utterances.quote_id,
        utterances.utterance_id
    from utterances
    inner join quotes
        on utterances.quote_id = quotes.quote_id
),

totals as (
    select
        utterance_id,
        count(distinct wording_no) as wording_count,
        count(distinct article_id) as article_count,
        count(distinct origin_id) as independent_origins
    from lines
    group by utterance_id
)

select
    lines.speaker,
    lines.wording,
    lines.source,
    lines.named_speaker,
    totals.wording_count,
    totals.article_count,
    totals.independent_origins,
    lines.sentence,
    lines.title,
    lines.published_at,
    stories.headline,
    lines.relation,
    lines.path_or_url,
    lines.wording_no,
    lines.article_id,
    lines.origin_id,
    lines.story_id,
    lines."start",
    lines."end",
    lines.quote_id,
    lines.utterance_id
from lines
inner join totals
    on lines.utterance_id = totals.utterance_id
left join stories
    on lines.story_id = stories.story_id
order by
    totals.independent_origins desc,
    totals.wording_count desc,
    lines.utterance_id asc,
    lines.published_at asc nulls last,
    lines.source asc,
    lines.quote_id asc,
    lines."start" asc
