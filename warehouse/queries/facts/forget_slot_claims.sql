delete from facts.slot_claims
where story_id in (select story_id from given);
