-- The number of the next judgement.
select coalesce(max(judgement_id), 0) + 1 as judgement_id
from facts.entity_judgements;
