delete from ops.mart_builds;
