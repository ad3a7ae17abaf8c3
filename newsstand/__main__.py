"""`newsstand COMMAND` and `python -m newsstand COMMAND`: Scrapy with this project's settings, from any folder."""

import os

from scrapy.cmdline import execute
from scrapy.utils.project import ENVVAR


def main() -> None:
    """Run the command that the arguments name, as `scrapy` does in a checkout; ends the process with its exit code.

    Another Scrapy project that the folder belongs to has no say: `newsstand` is always this one.
    """
    os.environ[ENVVAR] = "newsstand.settings"
    execute()


if __name__ == "__main__":
    main()
