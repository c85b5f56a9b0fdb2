"""Run by Superset's own Python (see test_superset.py): import the export, and ask each chart for its data.

    python superset_run.py FOLDER ZIP

FOLDER holds Superset's own database and takes `charts.json`: name of each chart -> its rows.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

CONFIG = """
SECRET_KEY = {key!r}
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
PREVENT_UNSAFE_DB_CONNECTIONS = False
TALISMAN_ENABLED = False
WTF_CSRF_ENABLED = False
CACHE_CONFIG = DATA_CACHE_CONFIG = {{"CACHE_TYPE": "NullCache"}}
FILTER_STATE_CACHE_CONFIG = EXPLORE_FORM_DATA_CACHE_CONFIG = {{"CACHE_TYPE": "SimpleCache"}}
"""


def main(folder: Path, export: Path) -> None:
    """Make a Superset in the folder, import, and write what its API gives for each chart."""
    config, password = folder / "superset_config.py", secrets.token_hex(16)
    if not config.exists():
        config.write_text(CONFIG.format(key=secrets.token_hex(24), folder=folder))
    os.environ |= {"SUPERSET_CONFIG_PATH": str(config), "SUPERSET_HOME": str(folder), "FLASK_APP": "superset"}

    def superset(*arguments: str) -> None:
        subprocess.run([Path(sys.executable).with_name("superset"), *arguments], check=True)

    superset("db", "upgrade")
    names = (
        "--username",
        "reader",
        "--firstname",
        "A",
        "--lastname",
        "Reader",
        "--email",
        "reader@example.org",
    )
    superset("fab", "create-admin", *names, "--password", password)
    superset("fab", "reset-password", "--username", "reader", "--password", password)
    superset("init")
    superset("import-dashboards", "--path", str(export), "--username", "reader")

    from superset.app import create_app  # type: ignore[import-not-found]

    client = create_app().test_client()
    account = {"username": "reader", "password": password, "provider": "db"}
    token = client.post("/api/v1/security/login", json=account).get_json()["access_token"]
    head = {"Authorization": f"Bearer {token}"}
    (dashboard,) = client.get("/api/v1/dashboard/", headers=head).get_json()["result"]
    charts = client.get(f"/api/v1/dashboard/{dashboard['id']}/charts", headers=head).get_json()["result"]
    found = {}
    for chart in charts:
        answer = client.get(f"/api/v1/chart/{chart['id']}/data/", headers=head)
        body = answer.get_json()
        found[chart["slice_name"]] = body["result"][0]["data"] if answer.status_code == 200 else body
    (folder / "charts.json").write_text(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
