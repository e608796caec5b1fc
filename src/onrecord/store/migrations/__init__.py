"""How the record file changed from version to version; alembic walks the chain."""
