delete from stories.memberships where article_id in (select article_id from given);
