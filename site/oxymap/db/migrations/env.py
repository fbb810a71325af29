"""Run migrations over the connection that `oxymap.db.migrate` hands in."""

from __future__ import annotations

from alembic import context

from oxymap.db.studio_tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
