"""Scrapy as its documentation shows it: a link extractor for the pages, the ImagesPipeline for every img's src."""
import sys

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor

start, folder = sys.argv[1:]


class Images(scrapy.Spider):
    name = "images"
    start_urls = [start]
    links = LinkExtractor(allow=start)

    def parse(self, response):
        if not isinstance(response, scrapy.http.HtmlResponse):
            return
        yield {"image_urls": [response.urljoin(src) for src in response.css("img::attr(src)").getall()]}
        for link in self.links.extract_links(response):
            yield response.follow(link, self.parse)


process = CrawlerProcess(
    {
        "ITEM_PIPELINES": {"scrapy.pipelines.images.ImagesPipeline": 1},
        "IMAGES_STORE": folder,
        "FEEDS": {f"{folder}/items.jsonl": {"format": "jsonlines"}},
        "LOG_LEVEL": "CRITICAL",
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    }
)
process.crawl(Images)
process.start()
