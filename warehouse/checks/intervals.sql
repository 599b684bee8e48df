-- check: intervals
-- severity: fail
-- The interval a figure means has its ends in order, and its value inside.
select
    quantity_id,
    article_id,
    surface,
    value,
    low,
    high
from facts.quantities
where
    low > high
    or value < low
    or value > high
order by all
