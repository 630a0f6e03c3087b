#!/usr/bin/python3
"""Grammar: what a checker on this computer and one on a server object to is underlined, explained,
corrected and turned off by keys; nothing is sent to a server before the user wants it; what fails
is said. Both checkers stand in for the real ones. By real keys. TAP.
"""
import http.server
import json
import os
import pathlib
import sys
import threading
import urllib.parse

sys.dont_write_bytecode = True
import tap  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from screen import Atspi, Failure, has_state, text_of, wait  # noqa: E402

FRENCH = 'Il y a deux faute dans cette phrase de la ville.'
ENGLISH = 'We is here in the town today, with `secret` in hand.'
POISON = 'Il y a du poison dans la ville, et dans les rues aussi.'


class Server(http.server.BaseHTTPRequestHandler):
    """Enough of LanguageTool: objects to “is”, and notes what it was sent."""
    received = []
    broken = False

    def reply(self, thing):
        data = json.dumps(thing).encode()
        self.send_response(500 if self.broken else 200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        self.reply([{'name': 'English', 'code': 'en'}, {'name': 'French', 'code': 'fr'}])

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers['Content-Length'])).decode())
        self.received.append(form)
        pieces = json.loads(form['data'][0])['annotation'] if 'data' in form else []
        text = ''.join(piece.get('text') or piece.get('markup') for piece in pieces)
        start = text.find(' is ')
        self.reply({'matches': [] if start < 0 else [
            {'offset': start + 1, 'length': 2, 'message': 'Agreement of the verb.',
             'replacements': [{'value': 'are'}], 'rule': {'id': 'AGREEMENT'}}]})

    def log_message(self, *_):
        pass


class GrammarTest:
    def __init__(self, room):
        self.room = room
        self.desk = room.desk
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Server)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def on_failure(self, name):
        self.room.leave_traces(f'grammar-{name}')

    def expect(self, text):
        wait(lambda: text_of(self.room.body()) == text, f'the text is “{text}”')

    def write(self, text):
        """Puts a text in place of the body, typed as a person does."""
        body = self.room.body()
        Atspi.EditableText.set_text_contents(body, '')
        self.desk.click(body)
        wait(lambda: has_state(self.room.body(), 'focused'), 'the body has the keyboard')
        self.desk.type(text)
        self.expect(text)

    def objects(self, message):
        """Asks for the mistake by its key until it is explained; who writes has to pause first."""
        def look():
            self.desk.key('ctrl+semicolon')
            try:
                return self.room.program.find('label', message, timeout=1)
            except Failure:
                self.desk.key('Escape')
                return None
        return wait(look, f'“{message}” is explained', 30)

    def forgets(self):
        """No mistake is left."""
        self.desk.key('ctrl+semicolon')
        self.room.toast('No more mistakes are underlined here.')

    def test_underlined(self):
        """a mistake is explained by a key, in the pause after it was written"""
        settings = self.desk.folder / 'config' / 'glib-2.0' / 'settings'
        settings.mkdir(parents=True, exist_ok=True)
        python = pathlib.Path(__file__).with_name('grammar-stand-in.py')
        (settings / 'keyfile').write_text(
            '[io/github/marbre/Marbre]\ncheck-spelling=false\ntypography=false\n'
            f'grammalecte-python=\'{python}\'\n')
        self.room.start()
        self.desk.key('ctrl+n')
        wait(lambda: text_of(self.room.headline()) == '', 'the story is new')
        self.write(FRENCH)
        self.objects('Accord au pluriel.')

    def test_replaced(self):
        """the first replacement is taken by Enter, and one undo takes it back"""
        self.desk.key('Return')
        self.expect(FRENCH.replace('faute', 'fautes'))
        self.desk.key('ctrl+z')
        self.expect(FRENCH)

    def attributes(self, word):
        """Returns what a screen reader is told of a word."""
        body = self.room.body()
        return Atspi.Text.get_attribute_run(body, text_of(body).index(word) + 1, False)[0]

    def tell_screen_reader(self, is_on):
        self.desk.run('gdbus', 'call', '--session', '--dest', 'org.a11y.Bus', '--object-path',
                      '/org/a11y/bus', '--method', 'org.freedesktop.DBus.Properties.Set',
                      'org.a11y.Status', 'ScreenReaderEnabled', f'<{str(is_on).lower()}>')

    def test_screen_reader(self):
        """a screen reader is told of what is underlined, and only if there is one"""
        self.objects('Accord au pluriel.')
        self.desk.key('Escape')
        assert 'underline' not in self.attributes('faute'), self.attributes('faute')
        self.tell_screen_reader(True)
        wait(lambda: self.attributes('faute').get('underline') == 'error', 'the mistake is told')
        assert 'underline' not in self.attributes('phrase'), self.attributes('phrase')
        self.tell_screen_reader(False)
        wait(lambda: 'underline' not in self.attributes('faute'), 'it is told no more')

    def test_rule_off(self):
        """a rule is turned off by keys"""
        self.objects('Accord au pluriel.')
        self.desk.key('Down', 'Down', 'Return')
        wait(lambda: 'number' in self.room.settings().get('ignored-grammar', ''), 'the rule is off')
        self.room.wait_for_main_window()
        self.forgets()

    def open_page(self):
        self.desk.key('ctrl+comma')
        self.desk.click(self.room.find('page tab', 'Grammar'))
        self.room.find('label', 'Address of the server')

    def close_page(self):
        self.room.close_dialog()

    def test_rule_on(self):
        """and on again in the preferences"""
        self.open_page()
        self.room.program.press(self.room.find('button', 'Turn all _on'))
        wait(lambda: self.room.settings().get('ignored-grammar', '[]') in ('[]', '@as []'),
             'no rule is off')
        self.close_page()
        self.objects('Accord au pluriel.')
        self.desk.key('Escape')

    def test_dies(self):
        """a checker that dies again and again is given up, and the remedy is said"""
        self.write('\n\n'.join([POISON] * 3))
        self.room.find('label', 'French grammar is not checked any more: Grammalecte failed several '
                       'times. To try again, turn it off and on in Preferences.', timeout=30)

    def test_nothing_sent(self):
        """a server that is tried gets no text of the writer's"""
        self.write(ENGLISH)
        self.open_page()
        self.desk.click(self.room.find('text', 'Address of the server'))
        self.desk.type(f'http://127.0.0.1:{self.server.server_port}')
        self.room.program.press(self.room.find('button', '_Test the connection'))
        self.room.find('label', 'The server answers. It checks French and English.')
        self.desk.key('Return')
        wait(lambda: 'languagetool-address' in self.room.settings(), 'the address is kept')
        self.room.find('label', 'To a program on this computer')
        sent = [form.get('text') for form in Server.received]
        if sent != [['Marbre.']]:
            raise Failure(f'it was sent {Server.received}')

    def test_server(self):
        """once it is on, it explains and corrects; code stays here"""
        self.room.program.press(self.room.find('switch', 'Send what I write to this server'))
        wait(lambda: self.room.settings().get('languagetool') == 'true', 'the server is on')
        self.close_page()
        self.objects('Agreement of the verb.')
        self.desk.key('Return')
        self.expect(ENGLISH.replace(' is ', ' are '))
        if any('secret' in json.dumps(form) for form in Server.received):
            raise Failure('the code was sent')

    def test_broken(self):
        """a server that breaks is said to, and typing goes on"""
        Server.broken = True
        self.desk.key('ctrl+End')
        self.desk.type(' And so on.')
        self.room.find('label', 'The LanguageTool server “127.0.0.1” is busy, is being repaired, or '
                       'takes no more texts for now. Grammar is not checked there for now.')
        self.desk.type(' And on.')
        wait(lambda: text_of(self.room.body()).endswith(' And so on. And on.'), 'it is typed')

    def test_end(self):
        """it ends well"""
        self.room.quit()


with Newsroom(os.environ['MARBRE_SOURCE_DIR'], os.environ['MARBRE_BUILD_DIR']) as the_room:
    status = tap.run(GrammarTest(the_room))
sys.exit(status)
