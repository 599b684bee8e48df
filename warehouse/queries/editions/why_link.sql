-- The stored link between a copy or rewrite and what it came from, whichever of the two is named first.
select
    copy_article_id,
    relation,
    score,
    direction_confidence,
    shared_share,
    garble_score,
    matcher_version
from copies
where
    (original_article_id = $a and copy_article_id = $b)
    or (original_article_id = $b and copy_article_id = $a);
