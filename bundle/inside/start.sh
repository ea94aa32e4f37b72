#!/bin/sh
# Finds a Python that fits and hands over to start.py. Double-click it, or: ./start.sh compare A B --report out.html
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
for python in python3.13 python3.12 python3.11 python3 python \
    /opt/homebrew/bin/python3.13 /opt/homebrew/bin/python3.12 /opt/homebrew/bin/python3.11 \
    /usr/local/bin/python3.13 /usr/local/bin/python3.12 /usr/local/bin/python3.11 \
    /Library/Frameworks/Python.framework/Versions/3.13/bin/python3 \
    /Library/Frameworks/Python.framework/Versions/3.12/bin/python3 \
    /Library/Frameworks/Python.framework/Versions/3.11/bin/python3; do
    if command -v "$python" >/dev/null 2>&1 && "$python" -I "$here/start.py" --fits 2>/dev/null; then
        exec "$python" -I "$here/start.py" "$@"
    fi
done
cat "$here/no-python.txt" >&2
for python in python3 python; do
    if command -v "$python" >/dev/null 2>&1; then "$python" "$here/start.py" --fits; fi
done
exit 2
