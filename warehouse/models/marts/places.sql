-- model: marts.places
-- grain: one row per place that a current, not withdrawn article mentions
-- key: entity_id
-- reads: changed.entities, marts.entities
-- columns:
--   name: the name the place is shown under
--   article_count: articles that mention the place
--   independent_origins: independent testimonies behind these articles
--   mention_count: mentions, pronouns and roles included
--   story_count: stories that mention the place
--   source_count: outlets that mention the place
--   other_names: other ways the name is written, the most frequent first, separated by semicolons
--   first_day: first day of a mention
--   last_day: last day of a mention
--   entity_id: key
with changed_entities as (
    select * from changed.entities
),

entities as (
    select entities.* from marts.entities as entities
    semi join changed_entities
        on entities.entity_id = changed_entities.entity_id
)

select
    name,
    article_count,
    independent_origins,
    mention_count,
    story_count,
    source_count,
    other_names,
    first_day,
    last_day,
    entity_id
from entities
where type = 'PLACE'
order by
    independent_origins desc,
    mention_count desc,
    name asc,
    entity_id asc
