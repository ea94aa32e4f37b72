"""Make .venv and install pinned requirements into it, with nothing but the standard library.

``python3 .ci/environment.py requirements/demo.txt .`` - called by the Makefile, which decides when. A dot stands
for this project itself, installed so that edits take effect at once.
The syntax stays readable to old Pythons, so that they can be told what is wrong.
"""

import os
import subprocess
import sys

LEAST = (3, 11)
VENV = ".venv"


def refuse(message):
    """End with a message for people."""
    sys.exit("\n%s\n" % message)


def check():
    """Refuse what cannot work, and say what to do."""
    if sys.version_info < LEAST:
        refuse(
            "This is Python %d.%d; community-sim needs %d.%d or newer.\n"
            "Name another one like this: make PYTHON=python3.12 %s"
            % (sys.version_info[:2] + LEAST + (os.environ.get("GOAL") or "demo",))
        )
    try:
        import ensurepip  # noqa: F401 - only to see whether it is there
        import venv  # noqa: F401
    except ImportError:
        refuse(
            "This Python lacks the modules venv and ensurepip, with which packages are kept out of the system.\n"
            "On Debian and Ubuntu: apt install python%d.%d-venv" % sys.version_info[:2]
        )


def run_pip(python, *arguments):
    """Run pip; of what it says, show downloads as they come and, if it fails, everything."""
    command = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", *arguments]
    said = []
    with subprocess.Popen(
        [*command, "--progress-bar", "off"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    ) as pip:
        for line in pip.stdout:
            said.append(line)
            words = line.split()
            if words and words[0] == "Downloading" and not words[1].endswith(".metadata"):
                print("  " + " ".join(words[1:]).rsplit("/", 1)[-1], flush=True)
    if pip.returncode:
        sys.stderr.writelines(said)
        refuse("pip could not install: " + " ".join(arguments))


def main(wanted):
    """Make the environment if it is missing; install."""
    check()
    python = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin", "python")
    if not os.path.exists(python):
        print("Making %s with Python %d.%d.%d" % ((VENV,) + sys.version_info[:3]), flush=True)
        subprocess.check_call([sys.executable, "-m", "venv", VENV])
    for name in wanted:
        if name == ".":
            print("Installing community-sim from this folder", flush=True)
            run_pip(python, "--no-deps", "--no-build-isolation", "-e", ".")
        else:
            print("Installing %s (a minute or two the first time)" % name, flush=True)
            run_pip(python, "-r", name)


if __name__ == "__main__":
    main(sys.argv[1:])
