delete from facts.slots
where story_id in (select unnest($story_ids));
