-- Nothing is remembered any more: every key is touched.
delete from ops.mart_inputs;
