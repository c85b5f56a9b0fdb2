"""The warehouse: PostgreSQL schemas, migrations, the nightly load and the views that report authors use."""

from include.warehouse.embedded import embedded_url, stop, warehouse_urls
from include.warehouse.load import Warehouse
from include.warehouse.reports import AS_RECORDED, RESTATED, report_order
from include.warehouse.rows import Loaded, LoadRun

__all__ = [
    "AS_RECORDED",
    "RESTATED",
    "LoadRun",
    "Loaded",
    "Warehouse",
    "embedded_url",
    "report_order",
    "stop",
    "warehouse_urls",
]
