"""Judges AWS CLI commands by the CLI's own tables of services, operations and options; calls nothing.

Standard input: a JSON list of commands, each a list of words. Standard output: a JSON list of what is wrong with each, or null.
"""
import json
import sys

import jmespath
from awscli.argparser import ArgTableArgParser
from awscli.clidriver import create_clidriver

DRIVER = create_clidriver()
SERVICES = DRIVER._get_command_table()
# Version 2 of the CLI has it and version 1, which pip installs, has not.
# https://docs.aws.amazon.com/cli/latest/reference/sso/login.html
ONLY_IN_VERSION_2 = {("sso", "login")}
GLOBAL = set(DRIVER._get_argument_table())


def without_global(words):
    """The words but for the options of every command, and what --query is."""
    left, query, index = [], None, 0
    while index < len(words):
        name = words[index][2:] if words[index].startswith("--") else None
        if name in GLOBAL:
            takes = DRIVER._get_argument_table()[name].cli_type_name != "boolean"
            if name == "query":
                query = words[index + 1]
            index += 2 if takes else 1
            continue
        left.append(words[index])
        index += 1
    return left, query


def judge(words):
    words, query = without_global(words)
    service, operation, *options = words
    if (service, operation) in ONLY_IN_VERSION_2:
        return None
    if service not in SERVICES:
        return f"no service {service}"
    if query is not None:
        jmespath.compile(query)
    command = SERVICES[service]
    if service == "s3":
        return None if operation in command.subcommand_table else f"no operation {operation}"
    operations = command._get_command_table()
    if operation not in operations:
        return f"no operation {operation} in {service}"
    one = operations[operation]
    table = one.arg_table
    parser = ArgTableArgParser(table)
    parser.error = lambda message: (_ for _ in ()).throw(ValueError(message))
    _, unknown = parser.parse_known_args(options)
    return f"unknown: {unknown}" if unknown else None


def judged(words):
    try:
        return judge(words)
    except Exception as error:  # whatever it is, the command does not stand
        return f"{type(error).__name__}: {error}"


json.dump([judged(words) for words in json.load(sys.stdin)], sys.stdout)
