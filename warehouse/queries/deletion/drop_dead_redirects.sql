-- A redirect may lead to another one; it is dead where neither a story nor a redirect has its target's id.
delete from stories.redirects
where
    new_story_id not in (select memberships.story_id from stories.memberships as memberships)
    and new_story_id not in (select others.old_story_id from stories.redirects as others);
