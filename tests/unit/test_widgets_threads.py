"""A slider moved while a cell draws: two threads, and each gets its own picture."""

from threading import Event, Thread

import matplotlib

from convnet.plots.picture import render

PATIENCE = 1  # second that the first thread waits for the second one, which should not come


def line(figure):
    figure.subplots().plot([0, 1])


def test_a_picture_is_the_same_when_another_thread_draws_meanwhile():
    alone = render(line, (2, 2))
    first_inside, second_inside, first_done = Event(), Event(), Event()
    pictures = {}

    def first(figure):
        first_inside.set()
        second_inside.wait(PATIENCE)
        line(figure)

    def second(figure):
        second_inside.set()
        first_done.wait(10 * PATIENCE)  # Matplotlib's own settings are back by then
        line(figure)

    def draw_first():
        pictures["first"] = render(first, (2, 2))
        first_done.set()

    def draw_second():
        first_inside.wait()
        pictures["second"] = render(second, (2, 2))

    matplotlib.get_backend()  # chosen when first asked for: not a setting that drawing changes
    before = matplotlib.rcParams.copy()
    threads = [Thread(target=draw_first), Thread(target=draw_second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pictures == {"first": alone, "second": alone}
    assert matplotlib.rcParams == before
