-- The answers to the questions on which sources disagree, those of the newest stories first; callers pick columns.
select
    contested_figures.slot_id,
    contested_figures.slot,
    contested_figures.headline,
    contested_figures.verdict,
    contested_figures.reason,
    contested_figures.surface,
    contested_figures.value,
    contested_figures.low,
    contested_figures.high,
    contested_figures.source,
    contested_figures.against,
    contested_figures.path_or_url,
    contested_figures.sentence,
    contested_figures.relation,
    contested_figures.attributed_to,
    contested_figures.published_at,
    contested_figures.independent_origins,
    contested_figures.group_no,
    contested_figures.is_error,
    contested_figures.note
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
limit $most;
