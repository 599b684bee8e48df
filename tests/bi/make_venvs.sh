#!/bin/sh
# make_venvs.sh FOLDER: one virtual environment for each program that reads editions, made once.
set -eu
folder=$1
uv=${UV:-uv}

make_venv() { # name, requirements...
    name=$1
    shift
    test -e "$folder/$name/.complete" && return
    "$uv" venv --quiet --clear --python python3.11 "$folder/$name"
    "$uv" pip install --quiet --python "$folder/$name/bin/python" "$@"
    touch "$folder/$name/.complete"
}

for version in 1.2.2 1.3.2 1.4.4 1.5.5 2.0.0; do
    make_venv "duckdb-$version" "duckdb==$version"
done
# rich, cachetools and an older flask-caching: what Superset 6.1.0 imports and does not declare (November 2026)
make_venv superset apache-superset==6.1.0 duckdb-engine==0.17.0 duckdb==1.5.5 rich cachetools "flask-caching==2.3.1"
