-- The types under which all of the given names are known.
select type
from facts.entity_names
where name in (select unnest($names))
group by type
having count(distinct name) = len(list_distinct($names))
order by type;
