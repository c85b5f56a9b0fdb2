"""Makes known to Airflow what it finds by import path: the half-term timetable, and listeners."""

from airflow.plugins_manager import AirflowPlugin

from include.airflow import pools, starting
from include.airflow.timetable import HalfTermTimetable


class SendPlugin(AirflowPlugin):
    """Registers them."""

    name = "send"
    timetables = [HalfTermTimetable]
    listeners = [pools, starting]
