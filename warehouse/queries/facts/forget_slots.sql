delete from facts.slots
where story_id in (select story_id from given);
