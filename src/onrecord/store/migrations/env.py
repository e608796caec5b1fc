"""Alembic's entry: runs the migrations on the connection that ``store/file.py`` hands over."""

from alembic import context

from onrecord.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
