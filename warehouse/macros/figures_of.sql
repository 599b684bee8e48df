-- macro: figures_of(story)
-- Every figure of a story, given by its key, with the sentence it stands in; figures of one kind together.
create macro marts.figures_of(story) as table
    select
        unit_class,
        surface,
        value,
        low,
        high,
        source,
        sentence,
        status,
        origin_id,
        article_id,
        quantity_id
    from marts.figures
    where story_id = story
    order by
        unit_class asc,
        value asc nulls last,
        quantity_id asc
