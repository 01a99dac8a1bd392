"""The order of the tests: all workers must have the same one, so its seed is a variable."""

import os
import random


def pytest_collection_modifyitems(items):
    random.Random(os.environ.get("COSELL_TEST_ORDER")).shuffle(items)
