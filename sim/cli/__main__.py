"""``python -m sim.cli``: the same as ``sim``."""

from sim.cli.entry import main

main()
