delete from stories.terms where article_id in (select article_id from given);
