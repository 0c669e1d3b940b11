"""A browser without a screen: signs in by the button of the demo and counts the bytes that come."""

import re
from http.client import HTTPConnection
from urllib.parse import quote


class Visitor:
    def __init__(self, port: int, login: str = "") -> None:
        self.port, self.cookies = port, {}
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        if login:
            self.sign_in(login)

    def sign_in(self, login: str) -> None:
        body = self.get("/sign-in/login/", encoded=False)[2].decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)
        if token is None:
            raise SystemExit("The page of sign-in has no form.")
        status, _headers, _body = self.request(
            "POST", f"/demo-sign-in/{login}", f"csrfmiddlewaretoken={token[1]}", encoded=False
        )
        if status != 302:
            raise SystemExit(f"Signing in as {login} answers {status}.")

    def get(self, address: str, *, encoded: bool = True) -> tuple[int, dict[str, str], bytes]:
        return self.request("GET", quote(address, safe="/?=&%"), encoded=encoded)

    def request(
        self, method: str, address: str, data: str = "", *, encoded: bool = True
    ) -> tuple[int, dict[str, str], bytes]:
        headers = {
            "Host": f"localhost:{self.port}",
            "Referer": f"http://localhost:{self.port}/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if encoded:
            headers["Accept-Encoding"] = "gzip, br"
        if data:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, address, data or None, headers)
        answer = self.connection.getresponse()
        body = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _sign, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body
