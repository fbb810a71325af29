"""Run migrations over the connection that `oxymap.db.migrate` hands in."""

from __future__ import annotations

from alembic import context

from oxymap.db import kiosk_tables, studio_tables
from oxymap.db.tables import METADATA

#: Their tables belong to the same description of the database.
WITH = (kiosk_tables, studio_tables)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
