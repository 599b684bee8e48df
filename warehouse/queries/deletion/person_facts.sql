-- Facts that name the person, one row each, with the article they stand in.
select article_id
from facts.mentions
where type = 'PERSON' and canonical in (select name from given_names)
union all
select article_id
from facts.quotes
where speaker in (select name from given_names)
union all
select article_id
from facts.statements
where attributed_to in (select name from given_names)
union all
select article_id
from facts.commitments
where actor in (select name from given_names) or attributed_to in (select name from given_names)
union all
select article_id
from facts.quantities
where attributed_to in (select name from given_names)
order by article_id;
