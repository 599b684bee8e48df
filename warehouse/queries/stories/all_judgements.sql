-- The last judgement on every pair whose articles both stand, for training.
select
    judgements.article_id_a,
    judgements.article_id_b,
    arg_max(judgements.relation, judgements.judged_at) as relation
from stories.judgements as judgements
inner join stories.signatures as a on judgements.article_id_a = a.article_id
inner join stories.signatures as b on judgements.article_id_b = b.article_id
group by judgements.article_id_a, judgements.article_id_b
order by judgements.article_id_a, judgements.article_id_b;
