"""Threads help while they are faster, and each product has one thread, whoever runs it."""

import os
import subprocess
import sys

from convnet.sharding import Pace


class Clock:
    """Pieces of work that take the seconds that a test says, together and alone."""

    def __init__(self, together, alone):
        self.now, self.seconds = 0.0, {True: together, False: alone}

    def __call__(self):
        return self.now

    def work(self, pace, pieces):
        """How many of the pieces were done together."""
        count = 0
        for _ in range(pieces):
            with pace:
                count += pace.together
                self.now += self.seconds[pace.together]
        return count


def test_threads_work_together_only_while_that_is_faster():
    clock = Clock(together=0.6, alone=1.0)
    pace = Pace(clock)
    assert clock.work(pace, Pace.PERIOD) == Pace.PERIOD - Pace.TRIES
    clock.seconds = {True: 1.3, False: 1.0}  # another program has come
    assert clock.work(pace, Pace.PERIOD) == Pace.TRIES
    clock.seconds = {True: 0.6, False: 1.0}  # and gone
    assert clock.work(pace, Pace.PERIOD) == Pace.PERIOD - Pace.TRIES


def test_products_have_one_thread_each_in_a_process_where_nothing_is_set():
    """As a user's process is: an exported variable would hide a missing limit."""
    code = (
        "import numpy as np\n"
        "from threadpoolctl import threadpool_info\n"
        "from convnet.losses import SoftmaxCrossEntropy\n"
        "from convnet.network import lenet\n"
        "from convnet.sharding import Shards\n"
        "def threads():\n"
        "    return {i['num_threads'] for i in threadpool_info() if i['user_api'] == 'blas'}\n"
        "before = threads()\n"
        "with Shards(lenet(), SoftmaxCrossEntropy) as shared:\n"
        "    shared.gradient(np.ones((4, 1, 32, 32), 'f4'), np.arange(4), np.arange(4))\n"
        "    inside = threads()\n"
        "print(inside == {1}, threads() == before)\n"
    )
    clean = {name: value for name, value in os.environ.items() if "NUM_THREADS" not in name}
    done = subprocess.run([sys.executable, "-c", code], env=clean, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "True"], done.stderr
