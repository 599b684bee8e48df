delete from stories.signatures where article_id in (select article_id from given);
