"""The demonstration's data: invented people, made to the figures of the articles, and a living present.

Nothing in the application imports this package; the commands `seed_demo` and `demo_accounts` do.
"""
