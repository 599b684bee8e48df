delete from facts.utterances
where story_id in (select story_id from given);
