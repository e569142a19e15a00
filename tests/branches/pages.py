"""What the tests of these pages share: sending a form as its page gave it."""

import re


def post(client, address, **data):
    """POST with the form token of the page at `address`."""
    token = re.search(r'form_token" value="([^"]+)"', client.get(address).content.decode())
    return client.post(address, {"form_token": token[1] if token else "", **data})


def text(response):
    return response.content.decode()
