-- model: marts.entity_names
-- grain: one row per name and type that a current, not withdrawn article uses
-- key: type, name
-- reads: changed.entities, facts.entity_names, marts.mentions
-- columns:
--   name: the full name an article gives somebody or something
--   entity: under which name it stands in the whole archive
--   type: PERSON, ORG, PLACE or OTHER
--   confidence: how sure it is that the two are one, from 0 to 1; a rule's score or the trained matcher's probability
--   reason: what it was decided by: a rule, the spelling, or a person's judgement
--   is_judged: true where a person decided
--   mention_count: mentions under this name, pronouns and roles included
--   article_count: articles that use it
--   independent_origins: independent testimonies behind these articles
--   names_of_entity: names that stand for the same entity, this one included
--   entity_id: key of the entity
--
-- The doubtful ones come first: nightdesk entities merge and split decide them.
with changed_entities as (
    select * from changed.entities
),

entity_names as (
    select entity_names.* from facts.entity_names as entity_names
    semi join changed_entities
        on entity_names.entity_id = changed_entities.entity_id
),

mentions as (
    select mentions.* from marts.mentions as mentions
    semi join changed_entities
        on mentions.entity_id = changed_entities.entity_id
),

used as (
    select
        type,
        name,
        count(*) as mention_count,
        count(distinct article_id) as article_count,
        count(distinct origin_id) as independent_origins
    from mentions
    where name is not null
    group by
        type,
        name
)

select
    entity_names.name,
    entity_names.entity_name as entity,
    entity_names.type,
    entity_names.confidence,
    entity_names.reason,
    coalesce(starts_with(entity_names.reason, 'judged'), false) as is_judged,
    used.mention_count,
    used.article_count,
    used.independent_origins,
    count(*) over (partition by entity_names.entity_id) as names_of_entity,
    entity_names.entity_id
from entity_names
inner join used
    on
        entity_names.type = used.type
        and entity_names.name = used.name
order by
    names_of_entity > 1 desc,
    entity_names.confidence asc,
    used.mention_count desc,
    entity_names.type asc,
    entity_names.name asc
