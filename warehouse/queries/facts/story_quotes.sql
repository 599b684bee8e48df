-- What the articles of the given stories put in quotation marks, piece by piece, with the speaker's name in the whole
-- archive; scare quotes are no statement.
with names as (
    select
        name,
        min_by(entity_name, (type != 'PERSON', type != 'ORG', entity_id)) as entity_name
    from facts.entity_names
    group by name
)

select
    memberships.story_id,
    quotes.quote_id,
    quotes.article_id,
    coalesce(names.entity_name, quotes.speaker) as speaker,
    list_transform(
        quotes.pieces,
        lambda piece: struct_pack(
            start_at := piece[1], words := substr(versions.text, piece[1] + 1, piece[2] - piece[1])
        )
    ) as pieces
from stories.memberships as memberships
inner join staging.articles as articles on memberships.article_id = articles.article_id
inner join staging.article_versions as versions
    on memberships.article_id = versions.article_id and versions.known_until is null
inner join facts.quotes as quotes
    on versions.article_id = quotes.article_id and versions.version = quotes.version
left join names on quotes.speaker = names.name
where
    memberships.story_id in (select unnest($story_ids))
    and quotes.kind in ('direct', 'partial')
    and articles.withdrawn_at is null
order by memberships.story_id, quotes.quote_id;
