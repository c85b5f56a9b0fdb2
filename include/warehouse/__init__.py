"""The warehouse: PostgreSQL schemas, migrations, the nightly load and the views that report authors use."""

from include.warehouse.embedded import embedded_url, stop
from include.warehouse.load import LoadRun, Warehouse

__all__ = ["LoadRun", "Warehouse", "embedded_url", "stop"]
