delete from ops.source_health
where source_id in (select source_id from incoming);
