delete from raw.sources
where source_id in (select source_id from incoming);
