"""What was fetched, kept as WARC files and read again (docs/archive.md).

Writing: `keep` (Scrapy extension) -> `exchange`, `warc` (records as bytes) -> `file` (whole files), `cdxj` (index).
Reading: `streams` (unpack) -> `records` (WARC, ARC) -> `captures` (an address, its answer) -> `replay`
and `engine` (a crawl again).
"""

FOLDER = "archive"
"""In DATA_DIR."""
