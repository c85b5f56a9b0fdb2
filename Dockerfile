# The official image, its packages brought to the versions that this software is tested with.
FROM apache/airflow:3.3.2-python3.11

COPY --chown=airflow:0 requirements-deploy.txt /opt/send/
RUN pip install --no-cache-dir --no-deps -r /opt/send/requirements-deploy.txt

COPY --chown=airflow:0 config /opt/send/config
COPY --chown=airflow:0 include /opt/send/include
COPY --chown=airflow:0 plugins /opt/airflow/plugins
COPY --chown=airflow:0 dags /opt/airflow/dags

# Named volumes take the owner of the folder that they cover.
USER root
RUN install -d -o airflow -g 0 -m 0770 /var/lib/send
USER airflow
WORKDIR /opt/send
ARG SEND_CODE_VERSION
ENV SEND_CODE_VERSION=${SEND_CODE_VERSION} PYTHONPATH=/opt/send
