"""Serve one AWS organization on a local port: moto's server, the shims of shims.py, the controls of controls.py, the judge and IAM before them.

    python3 server.py --port 0 < seed.json

The first line of standard input is the seed (see OrganizationSeed in ../organization-seed.ts). Once the server listens,
one line of JSON, {"endpoint": "http://127.0.0.1:<port>"}, goes to standard output; requests are logged to standard
error. The server ends when its standard input does, so that it never outlives the tests that started it.
"""

import argparse
import json
import sys
from threading import Thread

from controls import add_controls
from iam.middleware import Enforcer
from judge.middleware import Judge
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from shims import apply_shims
from werkzeug.serving import make_server


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    arguments = parser.parse_args()

    apply_shims(json.loads(sys.stdin.readline()))
    add_controls()

    # An address, not "localhost": the AWS SDKs then name buckets in the path, so nothing needs s3_use_path_style.
    judged = Judge(Enforcer(DomainDispatcherApplication(create_backend_app)))
    server = make_server("127.0.0.1", arguments.port, judged, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"endpoint": f"http://127.0.0.1:{server.server_port}"}), flush=True)

    sys.stdin.read()


if __name__ == "__main__":
    main()
