select
    article_id,
    copy_id,
    origin_id,
    story_id,
    relation,
    derived_from_article_id,
    direction_confidence,
    garble_score
from stories.memberships
where article_id in (select article_id from given)
order by article_id;
