-- Articles linked to the given ones, with any score.
select article_id_b as article_id
from stories.links
where article_id_a in (select article_id from given)
union
select article_id_a as article_id
from stories.links
where article_id_b in (select article_id from given)
order by article_id;
