select article_id
from stories.signatures
order by article_id;
