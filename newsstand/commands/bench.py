"""`scrapy bench`: Scrapy's own, which serves and asks a site on this machine."""

import argparse

from scrapy.commands import bench
from scrapy.settings import Settings

from newsstand.politeness import check_page


class Command(bench.Command):
    settings: Settings  # Scrapy gives them before it runs the command

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        check_page(self.settings, "http://localhost")
        super().run(args, opts)
