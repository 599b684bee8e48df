-- What the touched keys were made of before; remember_inputs stores what they are made of now.
with touched as (
    select
        'names' as kind,
        name as key
    from touched.names
    union all
    select
        'articles' as kind,
        article_id as key
    from touched.articles
    union all
    select
        'stories' as kind,
        story_id as key
    from touched.stories
    union all
    select
        'entities' as kind,
        entity_id as key
    from touched.entities
)

delete from ops.mart_inputs
using touched
where mart_inputs.kind = touched.kind and mart_inputs.key = touched.key;
