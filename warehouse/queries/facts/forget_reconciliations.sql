delete from facts.reconciliations
where story_id in (select unnest($story_ids));
