"""How long a program under test lets nobody in: tools/heartbeat.c measures, this reads.
"""
import contextlib
import os
import re

# Milliseconds that the main thread may keep everybody waiting. On a machine that has more to do than
# processors, caches are cold and the same work takes longer, though waiting for a processor is not
# counted: then only a real stall fails.
MAX_STALL = 100 if os.getloadavg()[0] <= os.cpu_count() else 300

# The toolkit's own: its file chooser writes down what was chosen and, with the tests' settings in a
# file, its own settings, and waits for the disk. Marbre writes files on its workers only.
NOT_OURS = ('g_bookmark_file_to_file', 'g_file_replace_contents')


class Heartbeat:
    """Reads what the library preloaded into the program writes (tools/heartbeat.c)."""

    def __init__(self, desk):
        self.desk = desk
        self.path = desk.folder / 'heartbeat'

    @contextlib.contextmanager
    def watched(self):
        """A program that is started inside is watched for as long as it runs."""
        self.desk.environment['LD_PRELOAD'] = os.environ['MARBRE_HEARTBEAT_LIBRARY']
        self.desk.set(MARBRE_HEARTBEAT=str(self.path), MARBRE_HEARTBEAT_OF='marbre',
                      GSK_RENDERER='cairo')
        try:
            yield
        finally:
            del self.desk.environment['LD_PRELOAD']

    def assert_steady(self, since, what):
        """since is of time.monotonic()."""
        traces, trace = [], []
        for line in self.path.read_text(errors='replace').splitlines():
            match = re.fullmatch(r'(\d+) (\d+)', line)
            if not match:
                trace.append(line)
            else:
                asked, late = int(match[1]), int(match[2])
                if asked >= since * 1000 and late > MAX_STALL and not any(
                        name in frame for name in NOT_OURS for frame in trace):
                    traces += [f'{late} ms in:', *trace]
                trace = []
        assert not traces, f'{what}: the window stood still\n' + '\n'.join(traces)
