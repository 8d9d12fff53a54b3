"""Holds sessions of roles to the policies of their role, as IAM would."""
