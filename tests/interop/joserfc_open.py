"""Opens a sealed card with joserfc. Reads {"key", "jwe", "audience"} from standard input, prints the claims."""

import json
import sys

from joserfc import jwe, jwt
from joserfc.jwk import RSAKey

request = json.load(sys.stdin)
registry = jwe.JWERegistry(algorithms=["RSA-OAEP-256", "A256GCM"])
token = jwt.decode(request["jwe"], RSAKey.import_key(request["key"]), registry=registry)
assert token.header["typ"] == "card+jwt", token.header
jwt.JWTClaimsRegistry(
    aud={"essential": True, "value": request["audience"]},
    exp={"essential": True},
    iat={"essential": True},
    jti={"essential": True},
).validate(token.claims)
print(json.dumps({"header": token.header, "claims": token.claims}))
