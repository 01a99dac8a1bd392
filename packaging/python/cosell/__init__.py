"""cosell: the AWS Partner Central Selling API on your own machine.

This package carries the program `cosell`; `pip install` puts it beside `python`. `binary()` is its
path, for code that starts it.
"""

import shutil
import sysconfig
from pathlib import Path

__all__ = ["__version__", "binary"]
__version__ = "@VERSION@"


def binary() -> str:
    """The path of the program."""
    for scheme in (None, "posix_user"):
        folder = sysconfig.get_path("scripts", scheme) if scheme else sysconfig.get_path("scripts")
        path = Path(folder) / "cosell"
        if path.is_file():
            return str(path)
    found = shutil.which("cosell")
    if found is None:
        raise FileNotFoundError("the program cosell is neither beside python nor on the PATH")
    return found
