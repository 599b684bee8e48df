select count(*) as article_count
from stories.signatures
where day between $first_day and $last_day and representative_id = article_id;
