"""Runs the methods of a class as TAP subtests, in the order in which they are written: the steps of
a scenario build on each other, so what comes after a failure has failed with it.
"""
import inspect
import traceback


def run(case):
    """Runs case.test_*; case.on_failure(name) may leave a picture. Returns the exit status."""
    steps = [name for name in vars(type(case)) if name.startswith('test_')]
    print(f'1..{len(steps)}', flush=True)
    broken = None
    for number, name in enumerate(steps, 1):
        step = getattr(case, name)
        title = (inspect.getdoc(step) or name[len('test_'):].replace('_', ' ')).split('\n')[0]
        if broken:
            print(f'not ok {number} {title} # not reached after step {broken}', flush=True)
            continue
        try:
            step()
        except Exception:  # whatever went wrong, the step failed
            broken = number
            print(f'not ok {number} {title}')
            for line in traceback.format_exc().splitlines():
                print(f'# {line}', flush=True)
            case.on_failure(name)
        else:
            print(f'ok {number} {title}', flush=True)
    return 1 if broken else 0
