"""Makes known to Airflow what it finds by import path: the half-term timetable, and who makes the pool."""

from airflow.plugins_manager import AirflowPlugin

from include.airflow import pools
from include.airflow.timetable import HalfTermTimetable


class SendPlugin(AirflowPlugin):
    """Registers both."""

    name = "send"
    timetables = [HalfTermTimetable]
    listeners = [pools]
