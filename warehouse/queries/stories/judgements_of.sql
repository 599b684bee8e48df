-- The last judgement on each pair that touches one of the given articles.
select
    article_id_a,
    article_id_b,
    arg_max(relation, judged_at) as relation
from stories.judgements
where
    article_id_a in (select article_id from given)
    or article_id_b in (select article_id from given)
group by article_id_a, article_id_b
order by article_id_a, article_id_b;
