"""`scrapy bench`: Scrapy's own, which serves and asks a site on this machine."""

import argparse

from scrapy.commands import bench

from newsstand.politeness import check_page


class Command(bench.Command):
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        check_page(self.settings, "http://localhost")
        super().run(args, opts)
