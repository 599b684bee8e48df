-- The stories of these articles are compared with each other again.
delete from facts.reconciliations
where story_id in (
    select story_id
    from stories.memberships
    where article_id in (select article_id from given)
);
