#!/usr/bin/python3
"""A newsroom's own CMS: articles as JSON, made by POST, changed by PUT. Prints its port, then serves
until it is killed. What is wrong with it, a file says whose path is the argument.

    {"firewall": true}     a web page, whatever it is asked for
    {"busy": true}         for the second page of the list it wants to be left alone
"""
import http.server
import json
import pathlib
import sys
import urllib.parse

PAGE = 20
TOKEN = 'correct horse'
WRONG = pathlib.Path(sys.argv[1])
articles = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *_):
        pass

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def block(self):
        page = b'<!DOCTYPE html><title>Wordfence</title><p>You are blocked.'
        self.send_response(403)
        self.send_header('Content-Type', 'text/html')
        self.send_header('Content-Length', str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def read(self):
        return json.loads(self.rfile.read(int(self.headers['Content-Length'])))

    def refused(self):
        wrong = json.loads(WRONG.read_text()) if WRONG.exists() else {}
        if wrong.get('firewall'):
            self.block()
            return True
        if self.headers['X-Token'] == TOKEN:
            return False
        self.answer(401, {'why': 'Not like this.'})
        return True

    def list(self, page):
        wrong = json.loads(WRONG.read_text()) if WRONG.exists() else {}
        if page > 1 and wrong.get('busy'):
            self.send_response(429)
            self.send_header('Retry-After', '300')
            self.send_header('Content-Length', '0')
            self.end_headers()
            return
        items = list(articles.values())
        self.answer(200, {'items': items[(page - 1) * PAGE:page * PAGE], 'total': len(items)})

    def do_GET(self):
        if self.refused():
            return
        address = urllib.parse.urlsplit(self.path)
        if address.query:
            self.list(int(urllib.parse.parse_qs(address.query)['page'][0]))
            return
        name = self.path.split('/')[-1]
        if name == 'me':
            self.answer(200, {'name': 'The desk'})
        elif name in articles:
            self.answer(200, articles[name])
        else:
            self.answer(404, {})

    def do_POST(self):
        article = self.read()
        if self.refused():
            return
        article['id'] = f'a{len(articles) + 1}'
        articles[article['id']] = article
        self.answer(201, article)

    def do_PUT(self):
        article = self.read()
        if self.refused():
            return
        articles[self.path.split('/')[-1]] = article
        self.answer(200, article)


    def do_DELETE(self):
        if self.refused():
            return
        articles.pop(self.path.split('/')[-1], None)
        self.answer(200, {})


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
