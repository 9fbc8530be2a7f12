package io.mockaws.services.cloudformation.sam

/** What a type of SAM's becomes. */
internal fun interface Kind {
    fun make(
        sam: Sam,
        resource: SamResource,
    ): List<Made>
}

internal fun kindOf(name: String): Kind =
    when (name) {
        "Function" -> Kind { sam, resource -> FunctionKind(sam, resource).make() }

        "StateMachine" -> Kind { sam, resource -> StateMachineKind(sam, resource).make() }

        "Api" -> Kind { sam, resource -> RestApiKind(sam, resource).make() }

        "HttpApi" -> Kind { sam, resource -> HttpApiKind(sam, resource).make() }

        "WebSocketApi" -> Kind { sam, resource -> WebSocketApiKind(sam, resource).make() }

        "SimpleTable" -> Kind { _, resource -> listOf(simpleTable(resource)) }

        "LayerVersion" -> Kind { sam, resource -> listOf(LayerVersionKind(sam, resource).make()) }

        "Application" -> Kind { _, resource -> listOf(application(resource)) }

        "Connector" -> Kind { sam, resource -> ConnectorKind(sam, resource).make() }

        "CapacityProvider" -> Kind { sam, resource -> CapacityProviderKind(sam, resource).make() }

        else -> Kind { _, resource ->
            wrongResource(resource.id, "mockaws does not transform resources of type ${resource.type}.")
        }
    }

/** What templates may name of what a type of SAM's becomes, as in `!Ref MyFunction.Alias`. */
internal fun referable(kind: String): Map<String, String> =
    when (kind) {
        "Function" ->
            mapOf(
                "Alias" to "AWS::Lambda::Alias",
                "Version" to "AWS::Lambda::Version",
                "DestinationTopic" to "AWS::SNS::Topic",
                "DestinationQueue" to "AWS::SQS::Queue",
            )

        "Api" ->
            mapOf(
                "Stage" to "AWS::ApiGateway::Stage",
                "Deployment" to "AWS::ApiGateway::Deployment",
                "DomainName" to "AWS::ApiGateway::DomainName",
                "DomainNameV2" to "AWS::ApiGateway::DomainNameV2",
                "UsagePlan" to "AWS::ApiGateway::UsagePlan",
                "UsagePlanKey" to "AWS::ApiGateway::UsagePlanKey",
                "ApiKey" to "AWS::ApiGateway::ApiKey",
            )

        "HttpApi", "WebSocketApi" -> mapOf(
            "Stage" to "AWS::ApiGatewayV2::Stage",
            "DomainName" to "AWS::ApiGatewayV2::DomainName"
        )

        else -> emptyMap()
    }

/** A resource of the template of type [type], whose properties are what the type takes. */
internal fun Sam.read(
    id: String,
    type: String,
    raw: Fields,
): SamResource {
    Made("", id)
    if ("Properties" in raw &&
        raw["Properties"] !is Fields
    ) {
        wrongResource(id, "Properties of a resource must be an object.")
    }
    val properties = raw.fields("Properties") ?: Fields()
    if (type == "AWS::Serverless::Function" ||
        type == "AWS::Serverless::StateMachine"
    ) {
        PolicyTemplates.fillIn(id, properties)
    }
    if (type == "AWS::Serverless::Application") Applications(this).locate(id, properties)
    Properties.check(type, id, type, properties)
    return SamResource(id, type, raw)
}
