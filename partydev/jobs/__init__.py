"""Files whose making takes long: asked for, made in the background with a progress bar, taken within a day.

A view of a file is marked `makes_file(order)`: `order(asking, **kwargs)` says what the file is and how it is made, and
asks itself what the reader may see. What is light comes at once, by the same order; of what is heavy the address is
kept as a `Job`. The worker makes it from that address in a process of its own, which may be killed at any time.

orders    what a file is, read from its address, by the rights of whom it is for
actions   asking, cancelling, making anew, giving up what died, sweeping
running   the worker's side: the process, its limits, its progress
child     the process itself
store     the files
views     the pages
"""
