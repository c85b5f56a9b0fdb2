"""Makes the half-term timetable known to Airflow, which finds it by its import path."""

from airflow.plugins_manager import AirflowPlugin

from include.airflow.timetable import HalfTermTimetable


class HalfTermTimetablePlugin(AirflowPlugin):
    """Registers the timetable."""

    name = "send_half_term_timetable"
    timetables = [HalfTermTimetable]
