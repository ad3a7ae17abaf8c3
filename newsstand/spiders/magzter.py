"""Magzter: newspapers and magazines of the world, sold by the edition."""

import re

from newsstand.crawl import NewsstandSpider
from newsstand.urls import Site

TITLE = r"/(?P<country>[A-Z]{2})/(?P<publisher>[^/]+)/(?P<title>[^/]+)/(?P<category>[^/]+)"
STORY = r"/(?P<category>[^/]+)/(?P<publication>[^/]+)/(?P<slug>[^/]+)"
LISTS = r"(?!category/)(?![^/]+/\d+/[^/]+-Magazine$)"
"""Lists of stories stand under `/stories/` too: of a category, and of a title by its number."""


class MagzterSpider(NewsstandSpider):
    name = "magzter"
    site = Site(
        brand="Magzter",
        url="https://www.magzter.com",
        story=(
            re.compile(rf"/stories/{LISTS}{STORY[1:]}"),
            re.compile(rf"/article{STORY}"),
            re.compile(r"/articles/(?P<magazine>\d+)/(?P<issue>\d+)/(?P<hash>\w+)"),
        ),
        edition=(re.compile(rf"{TITLE}/(?P<issue>\d+)"),),
        title=(re.compile(TITLE),),
        issues=(re.compile(rf"{TITLE}/All-Issues", re.I), re.compile(r"/magazines/listAllIssues/\d+", re.I)),
    )
