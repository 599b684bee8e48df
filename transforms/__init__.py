"""Pure functions: values in, values out. No clock, no input or output, no Prefect, no DuckDB."""
