"""`scrapy genspider`: Scrapy's own, which refuses a name or an address that no newsstand can have."""

import argparse
import keyword
import re
import sys
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.commands import genspider
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import closest_scrapy_cfg

from newsstand.exit_codes import USAGE

OURS = Path(__file__).parents[1] / "templates" / "spiders" / "newsstand.tmpl"
"""Beside Scrapy's own ("basic", "crawl", …), which TEMPLATES_DIR names."""


class NotGenerated(Exception):
    """No spider file was written; the message says why and what to do."""


class Command(genspider.Command):
    settings: Settings  # Scrapy gives them before it runs the command

    def syntax(self) -> str:
        return "[-t newsstand] NAME URL"

    def short_desc(self) -> str:
        return "Write the spider of a new newsstand"

    def long_desc(self) -> str:
        return (
            "Write newsstand/spiders/NAME.py for the newsstand at URL, with TODOs for what only its pages tell "
            "(CONTRIBUTING.md). Of URL, scheme, host and port count."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.set_defaults(template=OURS.stem)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.list:
            sys.stdout.writelines(f"{name}\n" for name in ["Available templates:", *self.templates()])
            return
        try:
            if opts.dump:
                self.use_template(opts.dump)
                super().run(args, opts)
                return
            if len(args) != 2:
                raise NotGenerated("genspider: give two words, a name and an address: scrapy genspider NAME URL")
            name, url = args
            if not closest_scrapy_cfg():
                raise NotGenerated("genspider: there is no scrapy.cfg here or above. Run it in the project's folder.")
            self.check_name(name, force=opts.force)
            asked = address(url) if opts.template == OURS.stem else url
            self.use_template(opts.template)
            super().run([name, asked], opts)
        except NotGenerated as error:
            sys.stderr.write(f"{error}\n")
            self.exitcode = USAGE
        except OSError as error:
            sys.stderr.write(f"genspider: {error.filename}: {error.strerror}\n")
            self.exitcode = USAGE

    def check_name(self, name: str, *, force: bool) -> None:
        """Raises NotGenerated for a name that is no module's, or somebody's already."""
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name, re.ASCII) or keyword.iskeyword(name):
            raise NotGenerated(
                f"genspider: {name!r} cannot be a spider's name: it is the file's too. Give lower-case letters, digits "
                "and underscores, beginning with a letter."
            )
        spiders = get_spider_loader(self.settings)
        if name == self.settings["BOT_NAME"]:
            raise NotGenerated(f"genspider: {name!r} is the project's own name. Give another.")
        file = Path(import_module(self.settings["NEWSPIDER_MODULE"]).__path__[0], f"{name}.py")
        if (name in spiders.list() or file.exists()) and not (force and file.exists()):
            raise NotGenerated(f"genspider: the name {name!r} is taken. Taken: {', '.join(sorted(spiders.list()))}.")

    def use_template(self, name: str) -> None:
        """Let Scrapy look for ours in this project's folder. Raises NotGenerated where there is no such template."""
        if name == OURS.stem:
            self.settings.set("TEMPLATES_DIR", str(OURS.parents[1]), "cmdline")
        elif not Path(name).exists() and name not in self.templates():
            raise NotGenerated(f"genspider: template {name!r} is not known. Known: {', '.join(self.templates())}.")

    def templates(self) -> list[str]:
        return sorted([OURS.stem, *(path.stem for path in Path(self.templates_dir).glob("*.tmpl"))])


def address(url: str) -> str:
    """The newsstand's own address, "https://www.example.com", from that of any of its pages.

    Raises NotGenerated.
    """
    full = url if "://" in url else f"https://{url}"
    try:
        parts = urlsplit(full)
        port = parts.port
    except ValueError:  # a port or an IPv6 address that is none
        parts, port = urlsplit(""), None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not re.fullmatch(r"[\w.:\[\]-]+", parts.netloc):
        raise NotGenerated(f"genspider: {url!r} is no address of a site. Give scheme and host: https://www.example.com")
    host = parts.hostname or ""
    if port is None and "." not in host and host != "localhost":
        raise NotGenerated(f"genspider: {url!r} names no host of the web. Give https://www.example.com")
    return f"{parts.scheme}://{parts.netloc.lower()}"
