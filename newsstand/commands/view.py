"""`scrapy view`: Scrapy's own, for a site that may be asked."""

import argparse

from scrapy.commands import view
from scrapy.settings import Settings

from newsstand.politeness import check_page
from newsstand.terminal import refusing


class Command(view.Command):
    settings: Settings  # Scrapy gives them before it runs the command

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        with refusing(self):
            check_page(self.settings, args[0] if args else None)
            super().run(args, opts)
