package io.mockaws.services.cloudformation.sam

/**
 * `AWS::Serverless::WebSocketApi`: a WebSocket API with its routes, integrations and stage.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-websocketapi.html
 */
internal class WebSocketApiKind(
    private val sam: Sam,
    private val resource: SamResource,
) {
    private val id = resource.id
    private val auth get() = (resource["Auth"] as? Fields)?.takeIf(::present)
    private val stageName get() = resource["StageName"] ?: DEFAULT

    fun make(): List<Made> {
        listOf("Auth", "Domain", "Routes").forEach {
            resource.properties.computeIfPresent(it) { _, value -> sam.values.resolve(value) }
        }
        val routes = resource["Routes"] as Fields
        check(routes)
        val api = api(routes)
        val domain = HttpDomain(sam, resource, TAG).make()
        val stage = stage()
        val made = routes.ordered().map { key -> Route(key, routes[key] as? Fields ?: Fields()).make() }
        if (present(resource["RouteSettings"])) stage.dependsOn = made.mapTo(mutableListOf<Any?>()) { it.first().id }
        val all = listOf(api) + made.flatten() + domain + stage + authorizer(routes)
        if (present(resource["PropagateTags"])) {
            (resource["Tags"] as? Fields)?.takeIf(::present)?.let { tags -> all.forEach { it.tag(tags) } }
        }
        return all
    }

    private fun check(routes: Fields) {
        if (routes.isEmpty()) wrongResource(id, "WebSocket API must have at least one route.")
        val address = resource["IpAddressType"]
        if (address != null && !isIntrinsic(address) && address != "ipv4" && address != "dualstack") {
            wrongResource(id, "IpAddressType must be 'ipv4' or 'dualstack'.")
        }
        if (present((resource["Domain"] as? Fields)?.get("MutualTlsAuthentication"))) {
            wrongResource(id, "Mutual TLS domain name association is not supported for Websocket APIs.")
        }
    }

    private fun api(routes: Fields): Made {
        val api = resource.main("AWS::ApiGatewayV2::Api").let { Made(it.type, it.id, dependsOn = it.dependsOn) }
        OF_API.forEach {
            api[it] = resource[it]
        }
        if (auth != null && CONNECT !in routes) {
            wrongResource(id, "Authorization is only available if there is a \$connect route.")
        }
        api["Name"] = resource["Name"] ?: id
        api["RouteSelectionExpression"] = resource["RouteSelectionExpression"]
        val tags = (resource["Tags"] as? Fields)?.takeIf(::present) ?: Fields()
        tags[TAG] = "SAM"
        api["Tags"] = tags
        api["ProtocolType"] = "WEBSOCKET"
        return api
    }

    private fun stage(): Made {
        if (stageName == "\$default") wrongResource(id, "Stages cannot be named \$default for WebSocket APIs.")
        val name = stageName as? String ?: ""
        val stage = Made("AWS::ApiGatewayV2::Stage", if (name == DEFAULT) "${id}DefaultStage" else "$id${name}Stage")
        stage["ApiId"] = ref(id)
        stage["StageName"] = stageName
        listOf("StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings").forEach {
            stage[it] = resource[it]
        }
        stage["Tags"] = fieldsOf(TAG to "SAM")
        stage["AutoDeploy"] = true
        return stage
    }

    private fun authorizer(routes: Fields): List<Made> {
        val given = auth ?: return emptyList()
        if (CONNECT !in routes || given["AuthType"] != CUSTOM || !present(given["AuthArn"])) return emptyList()
        val authorizer = Made("AWS::ApiGatewayV2::Authorizer", "${id}ConnectAuthorizer")
        authorizer["ApiId"] = ref(id)
        authorizer["AuthorizerCredentialsArn"] = given["InvokeRole"]
        authorizer["AuthorizerType"] = "REQUEST"
        authorizer["AuthorizerUri"] = calls("AuthArn", given["AuthArn"])
        authorizer["IdentitySource"] = given["IdentitySource"]
        authorizer["Name"] = given["Name"].takeIf(::present) ?: authorizer.id
        if (present(given["InvokeRole"])) return listOf(authorizer)
        val permissionId = "${id}AuthorizerPermission"
        val permission = sam.authorizerPermission(resource, permissionId, given["AuthArn"], "\${AWS::Partition}")
        permission.attributes.clear()
        return listOf(authorizer, permission)
    }

    private fun calls(
        name: String,
        function: Any?,
    ) = sub(FUNCTION_URI.replace("NAME", name), fieldsOf(name to function))

    /** Route [key] with its integration and the permission to call it. */
    private inner class Route(
        private val key: String,
        private val given: Fields,
    ) {
        private val prefix = id + name()

        private fun name(): String {
            val plain = if (key in SPECIAL) key.drop(1) else key
            if (plain.isEmpty() || !plain.all { it.isLetterOrDigit() }) {
                wrongResource(
                    id,
                    "Route key '$key' must be alphanumeric. Only \$connect, \$disconnect, and " +
                        "\$default special routes are supported."
                )
            }
            return plain.lowercase().replaceFirstChar(Char::uppercase)
        }

        fun make(): List<Made> {
            val route = route()
            if (auth != null) authorize(route)
            if ("FunctionArn" !in given) wrongResource(id, "Route must have associated function.")
            return listOf(route, integration(), permission())
        }

        private fun route(): Made {
            val route = Made("AWS::ApiGatewayV2::Route", prefix + "Route")
            route["RouteKey"] = key
            route["ApiId"] = ref(id)
            SAME.forEach { route[it] = given[it] }
            if (present(given["RequestParameters"])) {
                if (key != CONNECT) {
                    wrongResource(
                        id,
                        "Request parameters are only supported for the \$connect route in " +
                            "WebSocket APIs."
                    )
                }
                route["RequestParameters"] = given["RequestParameters"]
            }
            route["Target"] = fieldsOf("Fn::Join" to itemsOf("/", itemsOf("integrations", ref(prefix + "Integration"))))
            return route
        }

        private fun authorize(route: Made) {
            val type = checkAuth(auth!!)
            if (key != CONNECT) return
            route["AuthorizationType"] = type
            if (type == CUSTOM) route["AuthorizerId"] = ref("${id}ConnectAuthorizer")
        }

        private fun integration(): Made {
            val integration = Made("AWS::ApiGatewayV2::Integration", prefix + "Integration")
            integration["ApiId"] = ref(id)
            integration["IntegrationType"] = "AWS_PROXY"
            integration["IntegrationUri"] = calls("FunctionArn", given["FunctionArn"])
            integration["TimeoutInMillis"] = given["IntegrationTimeout"]
            return integration
        }

        private fun permission(): Made {
            val permission = Made("AWS::Lambda::Permission", prefix + "Permission")
            permission["Action"] = "lambda:InvokeFunction"
            permission["FunctionName"] = given["FunctionArn"]
            permission["Principal"] = "apigateway.amazonaws.com"
            val start = "arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${$id.ApiId}/"
            val stage = stageName
            permission["SourceArn"] =
                if (stage is String) {
                    sub("$start$stage/$key")
                } else {
                    sub("$start\${__StageName__}/$key", fieldsOf("__StageName__" to stage))
                }
            return permission
        }
    }

    private fun checkAuth(given: Fields): String {
        val type = (given["AuthType"] as? String)?.uppercase()
        if (type.isNullOrEmpty()) wrongResource(id, "AuthType must be specified for additional auth configurations.")
        if (type !in listOf("NONE", "AWS_IAM", CUSTOM)) {
            wrongResource(id, "AuthType is not one of AWS_IAM, CUSTOM or NONE.")
        }
        if (type == CUSTOM && !present(given["AuthArn"])) {
            wrongResource(id, "AuthArn must be specified if AuthType is CUSTOM.")
        }
        if (type != CUSTOM && given.size > 1) {
            wrongResource(id, "No additional configurations supported for AuthType $type.")
        }
        return type
    }

    private companion object {
        const val DEFAULT = "default"
        const val TAG = "websocketapi:createdBy"
        const val CONNECT = "\$connect"
        const val CUSTOM = "CUSTOM"
        const val FUNCTION_URI = "arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/" +
            "\${NAME}/invocations"
        val SPECIAL = setOf(CONNECT, "\$disconnect", "\$default")
        val OF_API =
            (
                "ApiKeySelectionExpression Description DisableExecuteApiEndpoint DisableSchemaValidation " +
                    "IpAddressType"
                ).split(' ')
        val SAME =
            "ApiKeyRequired ModelSelectionExpression OperationName RequestModels RouteResponseSelectionExpression"
                .split(' ')
    }
}
