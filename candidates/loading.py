"""Reading the parts of very many cases at once, for who only goes through them.

`gather.load` gives each case its parts as Django does, to be filtered further; that makes a query object
for each part of each case, which for thousands of cases takes longer than the reading itself. Here each part
is a plain `Rows`.
"""


class Rows(list):
    """The rows of one part of one case, in their model's order."""

    def all(self):
        return self


def load_plainly(instances, paths):
    """Let the relations that `paths` name (as for `prefetch_related`) answer from memory, many rows as `Rows`.

    Each is read in one query for all `instances`; what was read before is forgotten.
    """
    instances = list(instances)
    for instance in instances:
        instance._prefetched_objects_cache = {}
    first = {}
    for path in paths:
        name, _, rest = path.partition("__")
        first.setdefault(name, []).extend([rest] if rest else [])
    for name, further in first.items():
        relation = instances and type(instances[0])._meta.get_field(name)
        rows = relation and _read(instances, name, relation)
        if further and rows:
            load_plainly(rows, further)


def _read(instances, name, relation):
    """Read one relation of `instances`; returns the rows at its other end."""
    if relation.concrete:
        return _read_forward(instances, relation)
    field, owners = relation.field, {each.pk: each for each in instances}
    rows = list(relation.related_model._default_manager.filter(**{f"{field.name}__in": list(owners)}))
    held = {pk: Rows() for pk in owners}
    for row in rows:
        owner = owners[getattr(row, field.attname)]
        field.set_cached_value(row, owner)
        held[owner.pk].append(row)
    for pk, owner in owners.items():
        if relation.one_to_one:
            relation.set_cached_value(owner, held[pk][0] if held[pk] else None)
        else:
            owner._prefetched_objects_cache[name] = held[pk]
    return rows


def _read_forward(instances, field):
    missing = [each for each in instances if not field.is_cached(each) and getattr(each, field.attname)]
    found = field.related_model._base_manager.in_bulk({getattr(each, field.attname) for each in missing})
    for each in missing:
        field.set_cached_value(each, found[getattr(each, field.attname)])
    ends = [field.get_cached_value(each) for each in instances if getattr(each, field.attname)]
    return list({end.pk: end for end in ends}.values())
