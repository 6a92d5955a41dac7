"""
Scrapy as its documentation shows it: a link extractor for the pages, the ImagesPipeline for every img's src, with a
thumbnail of so many pixels where a third argument says so. Prints its seconds, on the clock and of CPU, as JSON.
"""
import json
import sys
import time

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor

start, folder, *side = sys.argv[1:]


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
        "IMAGES_THUMBS": {"small": (int(pixels), int(pixels)) for pixels in side},
        "FEEDS": {f"{folder}/items.jsonl": {"format": "jsonlines"}},
        "LOG_LEVEL": "CRITICAL",
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    }
)
process.crawl(Images)
began, cpu_began = time.perf_counter(), time.process_time()
process.start()
print(json.dumps({"seconds": time.perf_counter() - began, "cpuSeconds": time.process_time() - cpu_began}))
