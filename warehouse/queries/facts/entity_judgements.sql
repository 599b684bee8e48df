-- Judgements on names in order of time; those taken back only where asked for.
select
    judgement_id,
    verdict,
    type,
    name,
    other_name,
    judged_by,
    judged_at,
    withdrawn_at
from facts.entity_judgements
where withdrawn_at is null or $with_withdrawn
order by judgement_id;
