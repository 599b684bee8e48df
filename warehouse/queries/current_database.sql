-- The name of the database that unqualified names are looked up in.
select current_database() as database_name;
