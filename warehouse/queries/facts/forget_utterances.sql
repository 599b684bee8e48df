delete from facts.utterances
where story_id in (select unnest($story_ids));
