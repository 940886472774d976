"""The nightly selection under Apache Airflow 2.4 or later.

The data interval names the run date, so that a backfill (catchup, or airflow dags backfill) makes one selection a day, in any order.
Exit code 75 is tried again; what trying again does not cure (2 usage, 3 bad input, 5 a budget that cannot be met) fails at once.
"""

import os
import subprocess
from datetime import datetime, timedelta

from airflow.decorators import dag, task
from airflow.exceptions import AirflowException, AirflowFailException

CONVOY = "/opt/convoy"
LAKE = "/data/lake"


@dag(
    dag_id="convoy_select",
    schedule="@daily",
    start_date=datetime(2026, 1, 1),
    catchup=True,
    max_active_runs=1,  # a night reads what the nights before it have scanned
    default_args={"retries": 3, "retry_delay": timedelta(minutes=10)},
)
def convoy_select():
    @task
    def select(ds=None):
        command = [
            f"{CONVOY}/convoy",
            "select",
            "--config",
            f"{CONVOY}/conf/examples/nightly/select.conf",
            "--run-date",
            ds,
        ]
        code = subprocess.run(command, env={**os.environ, "LAKE": LAKE}).returncode
        if code in (2, 3, 5):
            raise AirflowFailException(f"convoy select ended with {code}, which trying again does not cure")
        if code != 0:
            raise AirflowException(f"convoy select ended with {code}")

    select()


convoy_select()
