"""Who is notified of a night, and what it leaves on Prefect's pages."""
