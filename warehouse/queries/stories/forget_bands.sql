delete from stories.bands where article_id in (select article_id from given);
