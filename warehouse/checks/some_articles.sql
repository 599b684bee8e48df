-- check: some_articles
-- severity: warn
-- There is something to read: at least one article.
select count(*) as article_count
from marts.articles
having count(*) = 0
