"""`python -m cosell`: the program itself."""

import os
import sys

from cosell import binary

os.execv(binary(), ["cosell", *sys.argv[1:]])
