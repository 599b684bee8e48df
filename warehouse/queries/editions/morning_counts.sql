select
    (select count(*) from articles) as articles,
    (select count(*) from stories) as stories,
    (select count(*) from copies) as copies,
    (select count(distinct slot_id) from contested_figures) as contested,
    (select count(*) from quotes) as quotes,
    (select count(*) from rejections) as rejections;
