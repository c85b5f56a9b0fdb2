"""Drills on several machines' worth of Airflow: what is broken while ten councils' nights run. `make drill`."""
