delete from facts.slot_claims
where story_id in (select unnest($story_ids));
