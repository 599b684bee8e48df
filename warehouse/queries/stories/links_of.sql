-- Every stored link that touches one of the given articles.
select
    article_id_a,
    article_id_b,
    relation,
    score,
    derived_article_id,
    direction_confidence,
    garble_score
from stories.links
where
    article_id_a in (select article_id from given)
    or article_id_b in (select article_id from given)
order by article_id_a, article_id_b;
