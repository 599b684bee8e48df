-- Descriptions that no program version made are stale: grouping describes and links their articles again.
update stories.signatures
set signature_version = ''
where article_id in (select article_id from given);
