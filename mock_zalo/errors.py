"""The platform's error codes (reference section 11.1, 11.2 and 9.3) and the answer that says one.

All of them travel with HTTP 200: `{"error": <negative>, "message": "…"}`.
"""

from __future__ import annotations

OA_CODES: dict[int, str] = {
    -32: "Your application or OA has exceeded the calls per minute",
    -100: "Attachment is expired",
    -200: "Send message failed",
    -201: "Params is invalid",
    -202: "Mac is invalid",
    -204: "OA is deleted or disabled",
    -205: "OA does not exist",
    -207: "OA is not registered as third party",
    -208: "OA has no secret key",
    -209: "Not supported this api",
    -210: "Params is over limit",
    -211: "Out of quota",
    -212: "App has not registered this api",
    -213: "User has not followed OA",
    -214: "Article is being processed",
    -215: "App id is invalid",
    -216: "Access token is invalid",
    -217: "User has blocked invitation from OA",
    -218: "Out of quota receive",
    -219: "App is removed or disabled",
    -220: "Access token is expired or removed",
    -221: "OA has not been verified",
    -222: "User is blocked or inactive",
    -223: "OA has not authorized this api",
    -224: "OA must upgrade its package",
    -227: "User is banned or has been inactive for more than 45 days",
    -230: "User has not interacted with the OA in the past 7 days",
    -232: "User has not interacted with OA or the interaction is expired",
    -233: "Message type is invalid or not supported",
    -234: "This message type cannot be sent at night",
    -235: "Api is not supported for this OA type",
    -237: "Group is disabled",
    -238: "Asset is used",
    -240: "This api version is closed, please use v3",
    -241: "Asset is used",
    -242: "Appsecret_proof is invalid",
    -244: "User has restricted this message type",
    -248: "Message violates platform standards",
    -249: "Template cannot be sent by UID",
    -305: "Reply is over 48 hours",
    -311: "Out of reply quota",
    -320: "App is not linked with Zalo Cloud Account",
    -321: "Zalo Cloud Account is out of money",
    -403: "Forbidden",
    -1340: "Ads form does not exist",
    -1341: "Ads form is invalid",
}
TEMPLATE_CODES: dict[int, str] = {
    -100: "Unknown error",
    -101: "Application is invalid",
    -102: "Application does not exist",
    -103: "Application is inactive",
    -104: "Application secret key is invalid",
    -105: "Application is not linked with the OA",
    -106: "Method is unsupported",
    -107: "Message id is invalid",
    -108: "Phone number is invalid",
    -109: "Template id is invalid",
    -110: "Zalo version of the user is not supported",
    -111: "Template has no data",
    -112: "Template data is invalid",
    -1121: "Template data is too long",
    -1122: "Template data is missing a parameter",
    -1123: "QR code cannot be made",
    -1124: "Template data has a wrong format",
    -113: "Button is invalid",
    -1131: "Button has a wrong parameter",
    -114: "User is inactive or refuses the message",
    -115: "Out of balance",
    -116: "Text is invalid",
    -117: "OA or app has no permission for this template",
    -118: "Zalo account does not exist or is disabled",
    -119: "Account cannot receive",
    -120: "OA has no permission",
    -1201: "OA is not verified",
    -1202: "OA has no Zalo Cloud Account",
    -121: "Template body is empty",
    -122: "Body is not a JSON object",
    -123: "RSA key cannot be read",
    -124: "Access token is invalid",
    -1241: "Appsecret_proof is invalid",
    -125: "OA id is invalid",
    -126: "Wallet is out of money in development mode",
    -127: "Recipient is not an admin of the app in development mode",
    -128: "RSA key does not exist",
    -129: "RSA key is not allowed",
    -131: "Template is not approved",
    -132: "A parameter is invalid",
    -133: "Template cannot be sent at night",
    -135: "OA has no permission to send templates",
    -1351: "OA is blocked from sending templates",
    -136: "Zalo Cloud Account is not linked",
    -137: "Payment failed",
    -138: "Application has no permission",
    -1381: "Application is not linked with the Zalo Cloud Account",
    -139: "User refuses this kind of message",
    -140: "OA may not send after-sale messages to this user",
    -141: "User refuses messages of the OA",
    -142: "RSA key is missing",
    -143: "RSA key exists already",
    -144: "OA has reached its daily limit",
    -1441: "OA has reached its monthly limit",
    -145: "OA may not send this kind of template",
    -146: "Template is disabled for low quality",
    -147: "Template has reached its daily limit",
    -1471: "Template has reached its monthly limit for the user",
    -1472: "User has received too many of this template",
    -148: "Journey token does not exist",
    -149: "Journey token is invalid",
    -150: "Journey token has lapsed",
    -151: "Message is not encrypted end to end",
    -152: "User keys cannot be read",
    -153: "Specification is invalid",
    -158: "Upload is invalid",
    -159: "Upload is over limit",
    -160: "Upload is expired",
    -161: "Sending_mode is invalid",
    -162: "Sending_mode is not allowed for this template",
}
OAUTH_CODES: dict[int, str] = {
    -14002: "App is inactive.",
    -14003: "Invalid redirect uri.",
    -14004: "Invalid secret key.",
    -14010: "Invalid code verifier.",
    -14012: "Invalid authorization code.",
    -14014: "Invalid refresh token.",
}


class OaError(Exception):
    """The platform refuses the call with one of its codes."""

    def __init__(self, code: int, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail

    def answer(self) -> dict[str, object]:
        """Return the JSON that the caller sees."""
        known = OA_CODES.get(self.code) or TEMPLATE_CODES.get(self.code, "Unknown error")
        return {"error": self.code, "message": self.detail or known}


class TemplateError(OaError):
    """The template host refuses the call."""

    def answer(self) -> dict[str, object]:
        """Return the JSON that the caller sees."""
        known = TEMPLATE_CODES.get(self.code) or OA_CODES.get(self.code, "Unknown error")
        return {"error": self.code, "message": self.detail or known}
