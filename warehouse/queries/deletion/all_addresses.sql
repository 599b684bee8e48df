-- Every address of the articles and captures that go.
select address
from given_addresses
union
select url as address
from raw.captures
where capture_id in (select capture_id from given_captures)
union
select final_url as address
from raw.captures
where capture_id in (select capture_id from given_captures) and final_url is not null
union
select address
from raw.aliases
where article_id in (select article_id from given_articles)
order by address;
