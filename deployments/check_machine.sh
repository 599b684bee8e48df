#!/bin/sh
# Names in one line each what a fresh machine lacks: Python 3.11 with headers, a C compiler, git.
# dedupe's affinegap has no wheel for Python 3.11 and later and is compiled on installation.
python=${1:-python3.11}
missing=0
lack() { echo "nightdesk needs $1: $2" >&2; missing=1; }
if ! command -v "$python" >/dev/null 2>&1; then
    lack "Python 3.11 or later as '$python'" "install it, or say make PYTHON=python3.12"
else
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || lack "Python 3.11 or later" "$python is $("$python" -V)"
    "$python" -c 'import venv, ensurepip' 2>/dev/null || lack "Python's venv module" "on Debian: apt-get install python3-venv"
    "$python" -c 'import os, sysconfig, sys; sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' \
        || lack "Python's headers (Python.h)" "on Debian: apt-get install python3-dev"
fi
command -v cc >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1 || lack "a C compiler" "on Debian: apt-get install gcc"
command -v git >/dev/null 2>&1 || lack "git" "on Debian: apt-get install git"
exit $missing
