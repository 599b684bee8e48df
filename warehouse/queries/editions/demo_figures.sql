-- The first contested slots.
select
    contested_figures.slot,
    contested_figures.verdict,
    contested_figures.surface as figure,
    contested_figures.source,
    contested_figures.sentence
from contested_figures
left join stories
    on contested_figures.story_id = stories.story_id
order by
    stories.last_day desc,
    contested_figures.headline asc,
    contested_figures.story_id asc,
    contested_figures.slot asc,
    contested_figures.slot_id asc,
    contested_figures.group_no asc,
    contested_figures.published_at asc nulls last,
    contested_figures.source asc,
    contested_figures.quantity_id asc
limit 12;
