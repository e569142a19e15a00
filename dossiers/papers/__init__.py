"""One module a family of official forms; each exports `FORMS`. Builders query nothing."""
