# The official image, its packages brought to the versions that this software is tested with.
# The image is the one of AIRFLOW_DIGEST in .env, whatever its tag names by then; packages are those of the checksums.
ARG AIRFLOW_IMAGE=apache/airflow:3.3.2-python3.11
ARG AIRFLOW_DIGEST
FROM ${AIRFLOW_IMAGE}@sha256:${AIRFLOW_DIGEST}

COPY --chown=airflow:0 requirements-deploy.txt /opt/send/
RUN pip install --no-cache-dir --no-deps --require-hashes --only-binary :all: -r /opt/send/requirements-deploy.txt

# No configuration: it is mounted, because corrections and explanations hold values of children.
COPY --chown=airflow:0 include /opt/send/include
COPY --chown=airflow:0 plugins /opt/airflow/plugins
COPY --chown=airflow:0 dags /opt/airflow/dags

# Named volumes take the owner of the folder that they cover.
USER root
# What lays out the PDF of packs: Pango and a font. Without them packs have none, and say so.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*
RUN install -d -o airflow -g 0 -m 0700 /var/lib/send
USER airflow
WORKDIR /opt/send
ARG SEND_CODE_VERSION
ENV SEND_CODE_VERSION=${SEND_CODE_VERSION} PYTHONPATH=/opt/send
