-- Commitments of one actor to one deed that do not go together.
select
    stance_changes.stance_id,
    stance_changes.actor,
    stance_changes.deed,
    stance_changes.reason,
    stance_changes.modality,
    stance_changes.polarity,
    stance_changes.condition,
    stance_changes.sentence,
    stance_changes.source,
    stance_changes.path_or_url,
    stance_changes.published_at
from stance_changes
left join stories
    on stance_changes.story_id = stories.story_id
order by
    stories.last_day desc,
    stance_changes.headline asc,
    stance_changes.actor asc,
    stance_changes.deed asc,
    stance_changes.stance_id asc,
    stance_changes.published_at asc nulls last,
    stance_changes.article_id asc,
    stance_changes."start" asc
limit 100;
