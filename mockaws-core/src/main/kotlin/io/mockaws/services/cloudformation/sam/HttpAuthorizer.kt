package io.mockaws.services.cloudformation.sam

/**
 * An authorizer of an HTTP API: tokens of OAuth 2, a function or IAM.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-httpapi-httpapiauth.html
 */
internal class HttpAuthorizer(
    private val sam: Sam,
    private val api: String,
    private val name: String,
    private val given: Fields,
    private val isIam: Boolean = false,
) {
    val scopes: Any? = given["AuthorizationScopes"]
    val function: Any? = given["FunctionArn"]
    val needsPermission: Boolean get() = present(function) && present(given["EnableFunctionDefaultPermissions"])

    private val jwt: Fields? =
        given["JwtConfiguration"].takeIf(::present)?.let { configuration ->
            val fields = Expect(configuration, api, "JwtConfiguration").map()
            Fields().also { made -> fields.forEach { (key, value) -> made[key.lowercase()] = value } }
        }

    init {
        if (scopes != null && scopes !is List<*>) wrongResource(api, "AuthorizationScopes must be a list.")
        val allowed = if (isIam) {
            ""
        } else if (jwt != null) {
            TOKENS
        } else {
            FUNCTION
        }
        KINDS.forEach { (property, kind) ->
            if (given[property] != null && kind != allowed) {
                val more = if (property ==
                    "IdentitySource"
                ) {
                    ". For Lambda Authorizer, use the 'Identity' property instead"
                } else {
                    ""
                }
                wrongResource(api, "$property is only supported for $kind$more.")
            }
        }
        if (allowed == TOKENS &&
            !present(given["IdentitySource"])
        ) {
            wrongResource(api, "$name OAuth2 Authorizer must define 'IdentitySource'.")
        }
        if (allowed == FUNCTION) {
            listOf("FunctionArn", "AuthorizerPayloadFormatVersion").forEach {
                if (!present(given[it])) wrongResource(api, "$name Lambda Authorizer must define '$it'.")
            }
        }
        given["EnableFunctionDefaultPermissions"]?.let {
            Expect(it, api, "Authorizers.$name.EnableFunctionDefaultPermissions").bool()
        }
    }

    fun scheme(): Fields =
        when {
            isIam ->
                fieldsOf(
                    "type" to "apiKey",
                    "name" to "Authorization",
                    "in" to "header",
                    "x-amazon-apigateway-authtype" to "awsSigv4"
                )

            jwt != null ->
                fieldsOf(
                    "type" to "oauth2",
                    AUTHORIZER to
                        fieldsOf(
                            "jwtConfiguration" to jwt,
                            "identitySource" to given["IdentitySource"],
                            "type" to "jwt"
                        ),
                )

            else -> fieldsOf("type" to "apiKey", "name" to "Unused", "in" to "header", AUTHORIZER to lambda())
        }

    private fun lambda(): Fields {
        val path = "lambda:path/2015-03-31/functions/\${__FunctionArn__}/invocations"
        val uri = sub(sam.arn("apigateway", path, account = false), fieldsOf("__FunctionArn__" to function))
        val made = fieldsOf("type" to "request", "authorizerUri" to uri)
        given["FunctionInvokeRole"].let { if (present(it) && it != "NONE") made["authorizerCredentials"] = it }
        if (present(given["Identity"])) {
            val identity = Expect(given["Identity"], api, "Auth.Authorizers.$name.Identity").map()
            identity["ReauthorizeEvery"]?.let { made["authorizerResultTtlInSeconds"] = it }
            made["identitySource"] = source(identity)
        }
        made["authorizerPayloadFormatVersion"] = given["AuthorizerPayloadFormatVersion"]
        if (present(given["EnableSimpleResponses"])) made["enableSimpleResponses"] = given["EnableSimpleResponses"]
        return made
    }

    private fun source(identity: Fields): Items =
        SOURCES.flatMapTo(mutableListOf()) { (property, prefix) ->
            if (!present(identity[property])) return@flatMapTo emptyList<Any?>()
            Expect(identity[property], api, "Authorizers.$name.Identity.$property").strings().map { prefix + it }
        }

    private companion object {
        const val AUTHORIZER = "x-amazon-apigateway-authorizer"
        const val TOKENS = "OAuth2 Authorizer"
        const val FUNCTION = "Lambda Authorizer"
        val KINDS =
            linkedMapOf(
                "AuthorizationScopes" to TOKENS,
                "JwtConfiguration" to TOKENS,
                "IdentitySource" to TOKENS,
                "FunctionArn" to FUNCTION,
                "FunctionInvokeRole" to FUNCTION,
                "Identity" to FUNCTION,
                "AuthorizerPayloadFormatVersion" to FUNCTION,
                "EnableSimpleResponses" to FUNCTION,
                "EnableFunctionDefaultPermissions" to FUNCTION,
            )
        val SOURCES =
            linkedMapOf(
                "Headers" to "\$request.header.",
                "QueryStrings" to "\$request.querystring.",
                "StageVariables" to "\$stageVariables.",
                "Context" to "\$context.",
            )
    }
}
