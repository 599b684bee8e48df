-- model: marts.mentions
-- grain: one row per mention_id of a current, not withdrawn article that is known to mean somebody or something
-- key: mention_id
-- reads: facts.entity_names, facts.mentions, intermediate.articles
-- columns:
--   surface: the words as written
--   entity: whom or what they mean, under one name for the whole archive
--   name: the full name the article gives it; null where it has none
--   type: PERSON, ORG, PLACE or OTHER
--   kind: name, nominal, pronoun, role, demonym, acronym or metonym
--   source: name of the outlet
--   title: headline of the article
--   published_at: publication time of the article, UTC
--   day: the day the article counts for
--   article_id: key of the article
--   origin_id: the testimony the article belongs to
--   story_id: the story the article tells
--   source_id: key of the outlet
--   entity_id: key of the entity
--   sentence_no: number of the sentence, from 0
--   "start": first character of the mention in the text, counted from 0
--   "end": the character after its last one
--   confidence: how sure the rule is, from 0 to 1
--   mention_id: key
with mentions as (
    select * from facts.mentions
),

entity_names as (
    select * from facts.entity_names
),

articles as (
    select * from intermediate.articles
)

select
    mentions.surface,
    coalesce(entity_names.entity_name, mentions.canonical) as entity,
    mentions.canonical as name,
    mentions.type,
    mentions.kind,
    articles.source,
    articles.title,
    articles.published_at,
    articles.day,
    articles.article_id,
    articles.origin_id,
    articles.story_id,
    articles.source_id,
    coalesce(entity_names.entity_id, mentions.entity_id) as entity_id,
    mentions.sentence_no,
    mentions."start",
    mentions."end",
    mentions.confidence,
    mentions.mention_id
from mentions
inner join articles
    on
        mentions.article_id = articles.article_id
        and mentions.version = articles.version
left join entity_names
    on
        mentions.canonical = entity_names.name
        and mentions.type = entity_names.type
where coalesce(entity_names.entity_id, mentions.entity_id) is not null
order by
    articles.article_id,
    mentions."start",
    mentions.mention_id
