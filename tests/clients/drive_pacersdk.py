"""Drive pacersdk as it is: its own configuration file names the server."""

import json
import sys
import tempfile

from pacersdk import PCLClient


def drive(server, username, password, secret="", client_code="", redaction="") -> dict[str, object]:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as config:
        places = {"authenticationurl": f"{server}/cso", "pclapiurl": f"{server}/pcl/pcl-public-api/rest"}
        json.dump({"prod": places}, config)
        config.flush()
        client = PCLClient(
            username,
            password,
            secret=secret or None,
            client_code=client_code or None,
            redaction=bool(redaction),
            config_path=config.name,
        )
    token = client.authenticator.token
    client.logout()
    return {"token": token}


print(json.dumps(drive(*sys.argv[1:])))
