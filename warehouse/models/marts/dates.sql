-- model: marts.dates
-- grain: one row per date_id of a current, not withdrawn article
-- key: date_id
-- reads: facts.dates, intermediate.articles
-- columns:
--   surface: the words as written
--   value: what they mean, in TIMEX3 notation; null where nothing says which day they are counted from
--   type: DATE, TIME, DURATION or SET
--   first_date: first day they cover
--   last_date: last day they cover
--   source: name of the outlet
--   title: headline of the article
--   published_at: publication time of the article, UTC
--   article_id: key of the article
--   origin_id: the testimony the article belongs to
--   story_id: the story the article tells
--   sentence_no: number of the sentence, from 0
--   "start": first character of the words in the text, counted from 0
--   "end": the character after its last one
--   rule: the rule that found it
--   confidence: how sure the rule is, from 0 to 1
--   date_id: key
with dates as (
    select * from facts.dates
),

articles as (
    select * from intermediate.articles
)

select
    dates.surface,
    dates.value,
    dates.type,
    dates.first_day as first_date,
    dates.last_day as last_date,
    articles.source,
    articles.title,
    articles.published_at,
    articles.article_id,
    articles.origin_id,
    articles.story_id,
    dates.sentence_no,
    dates."start",
    dates."end",
    dates.rule,
    dates.confidence,
    dates.date_id
from dates
inner join articles
    on
        dates.article_id = articles.article_id
        and dates.version = articles.version
order by
    articles.day desc,
    articles.story_id asc,
    articles.article_id asc,
    dates."start" asc,
    dates.date_id asc
