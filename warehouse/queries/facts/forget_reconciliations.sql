delete from facts.reconciliations
where story_id in (select story_id from given);
