-- model: marts.people
-- grain: one row per person that a current, not withdrawn article mentions
-- key: entity_id
-- reads: changed.entities, marts.entities
-- columns:
--   name: the name the person is shown under
--   article_count: articles that mention the person
--   independent_origins: independent testimonies behind these articles
--   mention_count: mentions, pronouns and roles included
--   story_count: stories that mention the person
--   source_count: outlets that mention the person
--   quote_count: quotes of the person, in copies too
--   commitment_count: commitments of the person, in copies too
--   other_names: other ways the name is written, the most frequent first, separated by semicolons
--   roles: roles the person is mentioned under, the most frequent first, separated by semicolons
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
    quote_count,
    commitment_count,
    other_names,
    roles,
    first_day,
    last_day,
    entity_id
from entities
where type = 'PERSON'
order by
    independent_origins desc,
    mention_count desc,
    name asc,
    entity_id asc
