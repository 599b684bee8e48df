delete from facts.stance_changes
where story_id in (select story_id from given);
