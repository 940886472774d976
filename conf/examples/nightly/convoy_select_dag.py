"""The nightly selection under Apache Airflow 2.4 or later.

The data interval names the run date, so that a backfill (airflow dags backfill, or catchup) runs one selection a day, in any
order. Exit code 75 is retried; 3 and 5 (bad input, a budget that cannot be met) fail at once, since trying again changes nothing.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

CONVOY = "/opt/convoy"

with DAG(
    dag_id="convoy_select",
    schedule="@daily",
    start_date=datetime(2026, 1, 1),
    catchup=True,
    max_active_runs=1,  # a night reads what the nights before it have scanned
    default_args={"retries": 3, "retry_delay": timedelta(minutes=10)},
):
    BashOperator(
        task_id="select",
        env={"LAKE": "/data/lake"},
        append_env=True,
        # 99 makes Airflow skip a task and is never returned here; what cannot be cured by trying again fails for good
        bash_command=(
            f"{CONVOY}/convoy select --config {CONVOY}/conf/examples/nightly/select.conf"
            " --run-date {{ ds }}"
        ),
    )
