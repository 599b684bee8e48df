-- What is known of pairs of the incoming names; a group is always incoming as a whole.
select
    matches.type,
    matches.name,
    matches.other_name,
    matches.score,
    matches.reason
from facts.name_matches as matches
semi join incoming on matches.type = incoming.type and matches.name = incoming.name
semi join incoming as others on matches.type = others.type and matches.other_name = others.name
order by all;
