-- model: changed.entities
-- grain: one row per entity_id whose rows may differ from those of the edition published last
-- key: entity_id
-- reads: facts.entity_names, marts.commitments, marts.mentions, marts.quotes, ops.mart_inputs
-- columns:
--   entity_id: key of the entity
--   fingerprint: hash of its names, mentions, quotes and commitments; null where nobody mentions it any more
with mentions as (
    select * from marts.mentions
),

quotes as (
    select * from marts.quotes
),

commitments as (
    select * from marts.commitments
),

known as (
    select * from ops.mart_inputs
    where kind = 'entities'
),

mentions_per_entity as (
    select
        entity_id,
        sum(hash(mentions)) as fingerprint
    from mentions
    group by entity_id
),

names_per_entity as (
    select
        entity_id,
        sum(hash(entity_name, type, name, confidence, reason)) as fingerprint
    from facts.entity_names
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
),

current_entities as (
    select
        mentions_per_entity.entity_id,
        hash(
            mentions_per_entity.fingerprint,
            names_per_entity.fingerprint,
            quotes_per_speaker.quote_count,
            commitments_per_actor.commitment_count
        ) as fingerprint
    from mentions_per_entity
    left join names_per_entity
        on mentions_per_entity.entity_id = names_per_entity.entity_id
    left join quotes_per_speaker
        on mentions_per_entity.entity_id = quotes_per_speaker.entity_id
    left join commitments_per_actor
        on mentions_per_entity.entity_id = commitments_per_actor.entity_id
)

select
    coalesce(current_entities.entity_id, known.key) as entity_id,
    current_entities.fingerprint
from current_entities
full outer join known
    on current_entities.entity_id = known.key
where current_entities.fingerprint is distinct from known.fingerprint
