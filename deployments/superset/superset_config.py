"""Superset on one machine over Nightdesk's editions; everything secret comes from the environment."""

import os

SECRET_KEY = os.environ["SUPERSET_SECRET_KEY"]
SQLALCHEMY_DATABASE_URI = f"sqlite:///{os.environ['SUPERSET_HOME']}/superset.db?check_same_thread=false"

# DuckDB is a file on this machine, which Superset refuses to name unless told that this is meant
PREVENT_UNSAFE_DB_CONNECTIONS = False

# a table in the cache would outlive its edition
DATA_CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}
