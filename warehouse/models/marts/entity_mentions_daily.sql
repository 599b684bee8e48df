-- model: marts.entity_mentions_daily
-- grain: one row per entity_id and day
-- key: entity_id, day
-- reads: changed.entities, marts.entities, marts.mentions
-- columns:
--   day: the day the mentioning articles count for
--   name: the name the entity is shown under
--   type: PERSON, ORG, PLACE or OTHER
--   mention_count: mentions, pronouns and roles included
--   article_count: articles that mention it
--   independent_origins: independent testimonies behind these articles
--   story_count: stories that mention it
--   entity_id: key of the entity
with changed_entities as (
    select * from changed.entities
),

mentions as (
    select mentions.* from marts.mentions as mentions
    semi join changed_entities
        on mentions.entity_id = changed_entities.entity_id
),

entities as (
    select * from marts.entities
)

select
    mentions.day,
    entities.name,
    entities.type,
    count(*) as mention_count,
    count(distinct mentions.article_id) as article_count,
    count(distinct mentions.origin_id) as independent_origins,
    count(distinct mentions.story_id) as story_count,
    mentions.entity_id
from mentions
inner join entities
    on mentions.entity_id = entities.entity_id
group by
    mentions.day,
    entities.name,
    entities.type,
    mentions.entity_id
order by
    mentions.day desc,
    mention_count desc,
    entities.name asc,
    mentions.entity_id asc
