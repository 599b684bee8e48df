-- Commitments that articles of the night report, copies left out.
select
    commitments.actor,
    commitments.modality,
    commitments.polarity,
    commitments.condition,
    commitments.due_date,
    commitments.attributed_to,
    commitments.surface,
    commitments.sentence,
    commitments.source,
    commitments.path_or_url
from commitments
inner join articles
    on commitments.article_id = articles.article_id
where
    articles.first_seen_at >= $began_at
    and commitments.relation not in ('copy', 'derived')
order by
    commitments.modality in ('refused', 'conditional', 'pledged_firm', 'offered') desc,
    commitments.published_at asc,
    commitments.article_id asc,
    commitments."start" asc
limit 40;
