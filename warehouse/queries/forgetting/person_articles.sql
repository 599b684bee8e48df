-- Articles with a fact that names the person.
select article_id
from facts.mentions
where type = 'PERSON' and canonical in (select name from given_names)
union
select article_id
from facts.quotes
where speaker in (select name from given_names)
union
select article_id
from facts.statements
where attributed_to in (select name from given_names)
union
select article_id
from facts.commitments
where actor in (select name from given_names) or attributed_to in (select name from given_names)
union
select article_id
from facts.quantities
where attributed_to in (select name from given_names)
order by article_id;
