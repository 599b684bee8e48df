delete from facts.stance_changes
where story_id in (select unnest($story_ids));
