-- Articles of judgements that no run has regrouped yet.
select article_id_a as article_id
from stories.judgements
where run_seq is null
union
select article_id_b as article_id
from stories.judgements
where run_seq is null
order by article_id;
