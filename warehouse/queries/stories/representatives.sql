-- The representative of each text key among the articles described already.
select distinct
    text_key,
    representative_id
from stories.signatures
where text_key in (select text_key from given);
