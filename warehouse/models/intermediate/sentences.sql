-- model: intermediate.sentences
-- grain: one row per sentence of the articles of intermediate.articles
-- key: article_id, sentence_no
-- reads: facts.sentences, intermediate.articles
-- columns:
--   article_id: key of the article
--   version: its current version
--   sentence_no: number of the sentence, from 0
--   sentence_start: first character of the sentence in the text, counted from 0
--   sentence_end: the character after its last one
--   source: name of the outlet
--   title: headline of the article
--   published_at: publication time of the article, UTC
--   day: the day it belongs to
--   path_or_url: where the article was read
--   relation: how the article stands in its origin: original, copy, derived or independent
--   origin_id: the testimony the article belongs to
--   story_id: the story the article tells
--
-- Without the texts: a further join or a window would hold the whole text once for every fact. The integrity checks say
-- that every fact stands in a sentence.
select
    sentences.article_id,
    sentences.version,
    sentences.sentence_no,
    sentences."start" as sentence_start,
    sentences."end" as sentence_end,
    articles.source,
    articles.title,
    articles.published_at,
    articles.day,
    articles.path_or_url,
    articles.relation,
    articles.origin_id,
    articles.story_id
from facts.sentences as sentences
inner join intermediate.articles as articles
    on
        sentences.article_id = articles.article_id
        and sentences.version = articles.version
