"""One file a command; each has ``command(t)``, which builds it in the language of ``t``."""
