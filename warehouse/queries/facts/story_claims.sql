-- Every figure of the given stories, of every version of their articles, with its sentence and its origin;
-- whose figure it is stands under that name in the whole archive.
with names as (
    select
        name,
        min_by(entity_name, (type != 'PERSON', type != 'ORG', entity_id)) as entity_name
    from facts.entity_names
    group by name
)

select
    memberships.story_id,
    quantities.quantity_id,
    quantities.article_id,
    memberships.origin_id,
    memberships.derived_from_article_id,
    versions.known_until is not null as is_superseded,
    substr(versions.text, sentences.start + 1, sentences."end" - sentences.start) as sentence,
    quantities.sentence_no,
    quantities.start,
    quantities."end",
    quantities.surface,
    quantities.kind,
    quantities.value,
    quantities.low,
    quantities.high,
    quantities.low_open,
    quantities.high_open,
    quantities.approx,
    quantities.qualifier,
    quantities.unit,
    quantities.unit_class,
    quantities.currency,
    quantities.status,
    quantities.attributed_to,
    quantities.head,
    coalesce(names.entity_name, quantities.subject) as subject,
    quantities.predicate,
    quantities.as_of,
    quantities.rule,
    quantities.confidence
from stories.memberships as memberships
inner join staging.articles as articles on memberships.article_id = articles.article_id
inner join staging.article_versions as versions
    on memberships.article_id = versions.article_id
inner join facts.quantities as quantities
    on versions.article_id = quantities.article_id and versions.version = quantities.version
inner join facts.sentences as sentences
    on
        quantities.article_id = sentences.article_id
        and quantities.version = sentences.version
        and quantities.sentence_no = sentences.sentence_no
left join names on quantities.subject = names.name
where
    memberships.story_id in (select unnest($story_ids))
    and articles.withdrawn_at is null
order by memberships.story_id, quantities.quantity_id;
