# -*- coding: utf-8 -*-
"""Install from the wheels beside this file, once; then run the demo, or `sim` with the arguments given.

Nothing but the standard library, and no network. The syntax stays readable to old Pythons, so that they can say
that they are too old.
"""

from __future__ import print_function

import io
import json
import os
import platform
import struct
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
WHEELS = os.path.join(HERE, "wheels")
WINDOWS = os.name == "nt"
LONG_PATH = 120


def say(chinese, english):
    """Tell people something, in both languages."""
    print(chinese + "\n" + english + "\n")
    sys.stdout.flush()


def refuse(chinese, english):
    """End with a reason."""
    sys.stdout.flush()
    sys.stderr.write(chinese + "\n" + english + "\n")
    sys.exit(2)


def described():
    """Return what this bundle is for, which its maker wrote down."""
    name = os.path.join(HERE, "bundle.json")
    if not os.path.exists(name) or not os.path.isdir(WHEELS):
        refuse(
            "旁边缺少 bundle.json 或 wheels 文件夹：请把整个压缩包解压后再启动。",
            "bundle.json or the folder wheels is not beside this file: unzip the whole archive first.",
        )
    with io.open(name, encoding="utf-8") as file:
        return json.load(file)


def check(bundle):
    """Refuse a Python or a computer that this bundle is not for."""
    version = "%d.%d" % sys.version_info[:2]
    where = "Python %s (%s)" % (version, sys.executable)
    if version not in bundle["pythons"]:
        wanted = ", ".join(bundle["pythons"])
        refuse(where + "：需要 Python " + wanted + "。", where + ": Python " + wanted + " is needed.")
    if struct.calcsize("P") != 8:
        refuse(where + "：是 32 位的，需要 64 位。", where + ": has 32 bits, 64 are needed.")
    here = (platform.system(), _machine())
    if here != (bundle["system"], bundle["machine"]):
        refuse(
            "这台电脑是 %s %s，这个离线包适用于 %s。" % (here + (bundle["label"],)),
            "This computer is %s %s; this bundle is for %s." % (here + (bundle["label"],)),
        )
    least = bundle["least_system"]
    if least and [int(part) for part in platform.mac_ver()[0].split(".")[:2]] < least:
        least = ".".join(map(str, least))
        refuse("需要 macOS %s 或更新的版本。" % least, "macOS %s or newer is needed." % least)
    try:
        import ensurepip  # noqa: F401 - only to see whether it is there
        import venv  # noqa: F401
    except ImportError:
        refuse(
            where + "：缺少 venv 和 ensurepip 模块。Debian、Ubuntu：apt install python%s-venv" % version,
            where
            + ": lacks the modules venv and ensurepip. Debian, Ubuntu: apt install python%s-venv" % version,
        )


def _machine():
    """Kind of processor that this Python was made for, which under emulation is not the computer's."""
    import sysconfig

    words = sysconfig.get_platform().split("-")
    return words[-1].lower() if WINDOWS else platform.machine().lower()


class Alone:
    """Held by one start at a time, and let go of by the system however that start ends."""

    def __enter__(self):
        """Take hold, or refuse."""
        try:
            self.file = open(os.path.join(HERE, ".start"), "a+")  # held until closed
        except EnvironmentError as error:
            refuse(
                "不能写入文件夹 %s（%s）。请把它放到自己有权限的地方。" % (HERE, error.strerror),
                "The folder %s cannot be written (%s). Put it where you may write." % (HERE, error.strerror),
            )
        try:
            if WINDOWS:
                import msvcrt

                msvcrt.locking(self.file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except EnvironmentError:
            refuse("另一个窗口正在安装，请等它做完。", "Another window is installing; wait for it to finish.")

    def __exit__(self, *_):
        """Let go."""
        self.file.close()


def installed():
    """Make the environment unless it is ready; return its Python."""
    version = "%d.%d" % sys.version_info[:2]
    env = os.path.join(HERE, "env-" + version)
    python = os.path.join(env, "Scripts", "python.exe") if WINDOWS else os.path.join(env, "bin", "python")
    pins = os.path.join(WHEELS, "python-%s.txt" % version)
    ready = os.path.join(env, "ready")
    with io.open(pins, encoding="utf-8") as file:
        wanted = file.read()
    with Alone():
        if not _is_ready(ready, wanted, python):
            _install(env, python, pins)
            with io.open(ready, "w", encoding="utf-8") as file:
                file.write(wanted)
    return python


def _is_ready(ready, wanted, python):
    """Whether the environment holds these wheels and its Python still runs."""
    try:
        with io.open(ready, encoding="utf-8") as file:
            if file.read() != wanted:
                return False
        return subprocess.call([python, "-I", "-c", ""]) == 0
    except EnvironmentError:
        return False


def _install(env, python, pins):
    """Make the environment and fill it from the wheels."""
    import venv

    if WINDOWS and len(HERE) > LONG_PATH:
        say(
            "提醒：文件夹路径很长，Windows 可能装不上；出错时请移到 C:\\sim 这样的短路径。",
            "Note: this folder's path is long, which Windows may not like; if it fails move it to a short one: C:\\sim.",
        )
    say(
        "[1/2] 第一次启动：正在本文件夹里安装（不上网，一两分钟）……",
        "[1/2] First start: installing into this folder (no network; a minute or two) ...",
    )
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=not WINDOWS).create(env)
    except (EnvironmentError, subprocess.CalledProcessError) as error:
        refuse("装不上：%s" % error, "Could not make the environment: %s" % error)
    command = [
        python,
        "-I",
        "-m",
        "pip",
        "--isolated",
        "--disable-pip-version-check",
        "--no-input",
        "install",
    ]
    command += ["-q", "--no-index", "--find-links", WHEELS, "--require-hashes", "-r", pins]
    pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = pip.communicate()[0].decode("utf-8", "replace")
    if pip.returncode:
        sys.stderr.write(said)
        if "DO NOT MATCH THE HASHES" in said:
            refuse(
                "文件有损坏：请重新复制并解压离线包。", "A file is damaged: copy and unzip the bundle again."
            )
        refuse("装不上，原因见上。", "Could not install; the reason is above.")


def language():
    """Return the language of the system, of the two that are spoken."""
    if os.environ.get("SIM_LANG"):
        return os.environ["SIM_LANG"]
    if WINDOWS:
        import ctypes

        primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF
        return "zh-CN" if primary == 0x04 else "en"
    names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    return "zh-CN" if ([name for name in names if name] or [""])[0].startswith("zh") else "en"


def sim(python, arguments):
    """Run `sim`; return its exit code."""
    environment = dict(os.environ)
    environment.setdefault("SIM_CACHE_DIR", os.path.join(HERE, "cache"))
    return subprocess.call([python, "-I", "-X", "utf8", "-m", "sim.cli"] + arguments, env=environment)


def demo(python, bundle, spoken):
    """Compare what the bundle is told to compare, and open the report."""
    report = os.path.join(HERE, "demo.html")
    say(
        "[2/2] 正在比较 %d 种运营做法，各 %d 次模拟（第一次要先编译，一两分钟）……"
        % (len(bundle["demo"]), bundle["worlds"]),
        "[2/2] Comparing %d ways to run a group in %d worlds each (the first time compiles for a minute or two) ..."
        % (len(bundle["demo"]), bundle["worlds"]),
    )
    code = sim(
        python,
        ["compare"]
        + bundle["demo"]
        + ["--worlds", str(bundle["worlds"]), "--report", report, "--lang", spoken],
    )
    if code:
        return code
    say("正在打开报告。", "Opening the report.")
    if WINDOWS:
        os.startfile(report)
    elif sys.platform == "darwin":
        subprocess.call(["open", report])
    elif os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        import pathlib
        import webbrowser

        webbrowser.open(pathlib.Path(report).as_uri())
    return 0


def main(arguments):
    """Do what is asked: see whether this Python fits, show the demo, or be `sim`."""
    bundle = described()
    check(bundle)
    if arguments == ["--fits"]:
        return 0
    python = installed()
    if not arguments:
        return demo(python, bundle, language())
    if len(arguments) == 2 and arguments[0] == "--lang":
        return demo(python, bundle, arguments[1])
    return sim(python, arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
