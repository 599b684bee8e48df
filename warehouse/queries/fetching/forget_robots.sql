delete from raw.robots
where origin in (select origin from incoming);
