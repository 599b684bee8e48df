-- check: contested_sides
-- severity: warn
-- A contested question has at least two sides, from at least two independent origins.
select
    slot_id,
    story_id,
    slot
from marts.contested_figures
where verdict = 'contested'
group by
    slot_id,
    story_id,
    slot
having
    count(distinct group_no) < 2
    or count(distinct origin_id) < 2
order by all
