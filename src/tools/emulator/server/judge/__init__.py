"""Judges every request by AWS's own service models, before moto sees it.

models.py finds the operation, members.py reads what the request says, constraints.py and documented_limits.py say what
is wrong with it, middleware.py refuses it and keeps the record.
"""
