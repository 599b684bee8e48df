-- model: marts.entities
-- grain: one row per entity_id that a current, not withdrawn article mentions
-- key: entity_id
-- reads: changed.entities, marts.commitments, marts.mentions, marts.quotes
-- columns:
--   name: the name it is shown under
--   type: PERSON, ORG, PLACE or OTHER
--   article_count: articles that mention it
--   independent_origins: independent testimonies behind these articles
--   mention_count: mentions, pronouns and roles included
--   story_count: stories that mention it
--   source_count: outlets that mention it
--   quote_count: quotes of it, in copies too
--   commitment_count: commitments of it, in copies too
--   other_names: other ways its name is written, the most frequent first, separated by semicolons
--   roles: roles it is mentioned under, the most frequent first, separated by semicolons
--   first_day: first day it was mentioned
--   last_day: last day it was mentioned
--   entity_id: key
with changed_entities as (
    select * from changed.entities
),

mentions as (
    select mentions.* from marts.mentions as mentions
    semi join changed_entities
        on mentions.entity_id = changed_entities.entity_id
),

quotes as (
    select * from marts.quotes
),

commitments as (
    select * from marts.commitments
),

counts as (
    select
        entity_id,
        min(entity) as name,
        min(type) as type,
        count(distinct article_id) as article_count,
        count(distinct origin_id) as independent_origins,
        count(*) as mention_count,
        count(distinct story_id) as story_count,
        count(distinct source_id) as source_count,
        min(day) as first_day,
        max(day) as last_day
    from mentions
    group by entity_id
),

wordings as (
    select
        entity_id,
        entity,
        kind,
        surface,
        count(*) as mention_count
    from mentions
    group by
        entity_id,
        entity,
        kind,
        surface
),

names as (
    select
        entity_id,
        string_agg(surface, '; ' order by mention_count desc, surface asc) as other_names
    from wordings
    where
        kind in ('name', 'acronym')
        and surface != entity
    group by entity_id
),

roles as (
    select
        entity_id,
        string_agg(surface, '; ' order by mention_count desc, surface asc) as roles
    from wordings
    where kind = 'role'
    group by entity_id
),

quotes_per_speaker as (
    select
        speaker_id as entity_id,
        count(*) as quote_count
    from quotes
    group by speaker_id
),

commitments_per_actor as (
    select
        actor_id as entity_id,
        count(*) as commitment_count
    from commitments
    group by actor_id
)

select
    counts.name,
    counts.type,
    counts.article_count,
    counts.independent_origins,
    counts.mention_count,
    counts.story_count,
    counts.source_count,
    coalesce(quotes_per_speaker.quote_count, 0) as quote_count,
    coalesce(commitments_per_actor.commitment_count, 0) as commitment_count,
    names.other_names,
    roles.roles,
    counts.first_day,
    counts.last_day,
    counts.entity_id
from counts
left join names
    on counts.entity_id = names.entity_id
left join roles
    on counts.entity_id = roles.entity_id
left join quotes_per_speaker
    on counts.entity_id = quotes_per_speaker.entity_id
left join commitments_per_actor
    on counts.entity_id = commitments_per_actor.entity_id
order by
    counts.independent_origins desc,
    counts.mention_count desc,
    counts.name asc,
    counts.entity_id asc
