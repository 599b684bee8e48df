-- The $most stored links whose score is nearest to a coin toss and that nobody has judged, each with both texts.
with current_articles as (
    select
        articles.article_id,
        articles.source_id,
        versions.title,
        versions.text
    from staging.articles as articles
    inner join staging.article_versions as versions
        on articles.article_id = versions.article_id and versions.known_until is null
    where articles.withdrawn_at is null
)

select
    links.article_id_a,
    links.article_id_b,
    links.relation,
    links.score,
    a.source_id as source_a,
    a.title as title_a,
    a.text as text_a,
    b.source_id as source_b,
    b.title as title_b,
    b.text as text_b
from stories.links as links
inner join current_articles as a on links.article_id_a = a.article_id
inner join current_articles as b on links.article_id_b = b.article_id
anti join stories.judgements as judgements
    on links.article_id_a = judgements.article_id_a and links.article_id_b = judgements.article_id_b
where links.relation != 'same_document'
order by abs(links.score - 0.5), links.article_id_a, links.article_id_b
limit $most;
