-- check: quote_pieces
-- severity: fail
-- The pieces of a quote follow each other inside it, the first at its start and the last at its end.
select
    quote_id,
    article_id,
    "start",
    "end",
    pieces
from facts.quotes
where
    coalesce(
        pieces[1][1] != "start"
        or pieces[-1][2] != "end"
        or flatten(pieces) != list_sort(flatten(pieces)),
        true
    )
order by all
