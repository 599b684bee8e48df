-- Nothing is remembered any more: every key counts as changed.
delete from ops.mart_inputs;
