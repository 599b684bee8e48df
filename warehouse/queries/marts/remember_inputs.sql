-- What the touched keys are made of now; those that are no more are not remembered.
insert into ops.mart_inputs
select
    'names' as kind,
    name as key,
    fingerprint
from touched.names
where fingerprint is not null
union all
select
    'articles' as kind,
    article_id as key,
    fingerprint
from touched.articles
where fingerprint is not null
union all
select
    'stories' as kind,
    story_id as key,
    fingerprint
from touched.stories
where fingerprint is not null
union all
select
    'entities' as kind,
    entity_id as key,
    fingerprint
from touched.entities
where fingerprint is not null;
