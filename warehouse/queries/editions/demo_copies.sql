select
    original.source as original,
    copy.source as copy,
    copies.relation,
    copies.garble_score as garbled,
    copy.title
from copies
inner join articles as original on copies.original_article_id = original.article_id
inner join articles as copy on copies.copy_article_id = copy.article_id
order by
    copy.published_at asc,
    copy.source asc
limit 12;
