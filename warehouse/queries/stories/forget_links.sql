delete from stories.links
where
    article_id_a in (select article_id from given)
    or article_id_b in (select article_id from given);
