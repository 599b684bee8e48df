insert into main.schema_migrations (name, checksum) values ($name, $checksum);
