"""The sample's scanned newspaper: whole pages with their text, as a library's open archive has them."""

from dataclasses import replace

from newsstand.demo.scans import title_path
from newsstand.spiders.demo import SERVED, SampleSpider
from newsstand.spiders.openoni import OpenOniSpider


class DemoPagesSpider(SampleSpider, OpenOniSpider):
    name = "demo_pages"
    site = replace(OpenOniSpider.site, mirror=SERVED)
    publications = (title_path(),)
