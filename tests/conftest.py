"""What holds for all tests."""

import os

# Hundreds of commands start in the tests. Whatever the tests were told, these keep the modules that they compile:
# otherwise each of them would compile the whole package again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
