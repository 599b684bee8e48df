-- A cell that no spreadsheet takes for a formula: an apostrophe before whatever could begin one, full-width signs too.
create temp macro inert(cell) as
if(left(cell, 1) in ('=', '+', '-', '@', chr(9), chr(10), chr(13), '＝', '＋', '－', '＠'), '''' || cell, cell);
