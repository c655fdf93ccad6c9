"""Opens a sealed card with jwcrypto. Reads {"key", "jwe", "audience"} from standard input, prints the claims."""

import json
import sys

from jwcrypto import jwk, jwt

request = json.load(sys.stdin)
token = jwt.JWT(
    algs=["RSA-OAEP-256", "A256GCM"],
    check_claims={"aud": request["audience"], "exp": None, "iat": None, "jti": None},
    expected_type="JWE",
)
token.deserialize(request["jwe"], jwk.JWK(**request["key"]))
header = json.loads(token.header)
assert header["typ"] == "card+jwt", header
print(json.dumps({"header": header, "claims": json.loads(token.claims)}))
