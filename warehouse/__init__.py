"""The only room with SQL and the database."""
