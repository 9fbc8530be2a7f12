package io.mockaws.services.cloudformation.sam

/**
 * An authorizer of a REST API: a function, a user pool or IAM.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html
 */
internal class RestAuthorizer(
    private val sam: Sam,
    private val api: String,
    private val name: String,
    private val given: Fields,
    private val isIam: Boolean = false,
) {
    private val identity = given["Identity"]
    private val payload = given["FunctionPayloadType"]
    val function: Any? = given["FunctionArn"]
    val needsPermission: Boolean get() = present(function) && !present(given["DisableFunctionDefaultPermissions"])

    /** The scopes that a token needs. */
    val scopes: Any? = given["AuthorizationScopes"] ?: mutableListOf<Any?>()

    init {
        if (payload != null && payload != "TOKEN" && payload != "REQUEST") {
            wrongResource(api, "$name Authorizer has invalid 'FunctionPayloadType': ${Text.shown(payload)}.")
        }
        if (payload == "REQUEST" && lacksIdentity()) {
            wrongResource(
                api,
                "$name Authorizer must specify Identity with at least one of Headers, QueryStrings, " +
                    "StageVariables, or Context."
            )
        }
        Expect(scopes, api, "Authorizers.$name.AuthorizationScopes").list()
        given["DisableFunctionDefaultPermissions"]?.let {
            Expect(it, api, "Authorizers.$name.DisableFunctionDefaultPermissions").bool()
        }
    }

    private fun lacksIdentity(): Boolean {
        if (!present(identity)) return true
        val parts = Expect(identity, api, "Authorizer.$name.Identity").map()
        val none = SOURCES.keys.none { present(parts[it]) }
        val seconds = parts["ReauthorizeEvery"]?.let { Text.shown(it).toIntOrNull() } ?: return none
        return seconds > 0 && none
    }

    fun scheme(): Fields {
        val header = if (isLambda && payload == "REQUEST") "Unused" else header()
        val scheme = hashedOf(
            "type" to "apiKey",
            "name" to header,
            "in" to "header",
            "x-amazon-apigateway-authtype" to authType
        )
        when {
            isIam -> Unit

            isLambda -> scheme[AUTHORIZER] = lambda()

            else -> scheme[AUTHORIZER] =
                withValidation(hashedOf("type" to "cognito_user_pools", "providerARNs" to pools()))
        }
        return scheme
    }

    private val isLambda: Boolean get() = !isIam && !present(given["UserPoolArn"])

    private val authType get() = if (isIam) {
        "awsSigv4"
    } else if (isLambda) {
        "custom"
    } else {
        "cognito_user_pools"
    }

    private fun pools(): Any? = given["UserPoolArn"].let { it as? List<*> ?: itemsOf(it) }

    private fun lambda(): Fields {
        val uri = sub(sam.arn("apigateway", FUNCTION_PATH, account = false), fieldsOf("__FunctionArn__" to function))
        val authorizer = hashedOf("type" to if (payload == "REQUEST") "request" else "token", "authorizerUri" to uri)
        (identity as? Fields)?.get("ReauthorizeEvery")?.let { authorizer["authorizerResultTtlInSeconds"] = it }
        given["FunctionInvokeRole"].let { if (present(it) && it != "NONE") authorizer["authorizerCredentials"] = it }
        if (payload != "REQUEST") return withValidation(authorizer)
        source().let { if (it.isNotEmpty()) authorizer["identitySource"] = it }
        return authorizer
    }

    private fun withValidation(authorizer: Fields): Fields {
        (identity as? Fields)?.get("ValidationExpression")?.let {
            if (present(it)) {
                authorizer["identityValidationExpression"] =
                    it
            }
        }
        return authorizer
    }

    private fun header(): Any? {
        if (present(identity) && identity !is Fields) {
            wrongResource(
                api,
                "Auth.Authorizers.<Authorizer>.Identity must be a dict (LambdaTokenAuthorizationIdentity, " +
                    "LambdaRequestAuthorizationIdentity or CognitoAuthorizationIdentity).",
            )
        }
        return (identity as? Fields)?.get("Header").takeIf(::present) ?: "Authorization"
    }

    private fun source(): String {
        val all =
            SOURCES.flatMap { (property, prefix) ->
                val values = (identity as Fields)[property]
                if (!present(values)) return@flatMap emptyList()
                Expect(values, api, "Auth.Authorizers.$name.Identity.$property").strings().map {
                    sam.origins.inherit(
                        it,
                        prefix + it
                    )
                }
            }
        val joined = all.joinToString(", ")
        return if (all.any { sam.origins.isTemplate(it) }) sam.origins.mark(joined) else joined
    }

    private companion object {
        const val AUTHORIZER = "x-amazon-apigateway-authorizer"
        const val FUNCTION_PATH = "lambda:path/2015-03-31/functions/\${__FunctionArn__}/invocations"
        val SOURCES =
            linkedMapOf(
                "Headers" to "method.request.header.",
                "QueryStrings" to "method.request.querystring.",
                "StageVariables" to "stageVariables.",
                "Context" to "context.",
            )
    }
}

/** The permission of API [api] to call authorizer [name], which is [function]. */
internal fun Sam.authorizerPermission(
    resource: SamResource,
    id: String,
    function: Any?,
    partition: String = this.partition,
): Made =
    resource.part("AWS::Lambda::Permission", id).also {
        it["Action"] = "lambda:InvokeFunction"
        it["FunctionName"] = function
        it["Principal"] = "apigateway.amazonaws.com"
        it["SourceArn"] =
            sub(arn("execute-api", "\${__ApiId__}/authorizers/*", partition), fieldsOf("__ApiId__" to ref(resource.id)))
    }
