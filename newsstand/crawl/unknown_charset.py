"""A response whose charset is no charset ("undefined", from a template that was not filled) is read all the same."""

from scrapy import Request
from scrapy.http import Response, TextResponse

from newsstand.pages.charset import charset_named


class KnownCharset:
    """Downloader middleware: Scrapy's own parts ask a response for its text, which such a name makes fail."""

    def process_response(self, request: Request, response: Response) -> Response:
        if isinstance(response, TextResponse) and charset_named(response.encoding) is None:
            return response.replace(encoding="utf-8")
        return response
