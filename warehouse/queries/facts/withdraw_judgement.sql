-- Takes a judgement back; returns its id, nothing where it is not in force.
update facts.entity_judgements
set withdrawn_at = $withdrawn_at
where judgement_id = $judgement_id and withdrawn_at is null
returning judgement_id;
