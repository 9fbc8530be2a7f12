package io.mockaws.services.cloudformation.sam

/**
 * A resource of CloudFormation's that SAM makes.
 *
 * @property dependsOn the id or the ids that it waits for
 */
internal class Made(
    val type: String,
    val id: String,
    attributes: Map<String, Any?> = emptyMap(),
    var dependsOn: Any? = null,
) {
    val attributes: Fields = Fields().update(attributes)
    val properties: Fields = Fields()

    init {
        if (!LOGICAL_ID.matches(id)) wrongResource(id, "Logical ids must be alphanumeric.")
    }

    operator fun get(name: String): Any? = properties[name]

    operator fun set(
        name: String,
        value: Any?,
    ) {
        if (value == null) properties.remove(name) else properties[name] = value
    }

    /** The attributes that what belongs to this resource shares with it. */
    fun passedOn(): Fields = passedOn(attributes)

    val arn: Fields get() = if (type in ARN_IS_REF) ref(id) else getAtt(id, "Arn")

    /** Sets [tags] on this if its type takes tags. */
    fun tag(tags: Fields) {
        when (type) {
            in TAGGED -> this["Tags"] = tagList(tags)

            in TAGGED_BY_MAP -> if (type != "AWS::ApiGatewayV2::Api" ||
                properties["ProtocolType"] == "WEBSOCKET"
            ) {
                this["Tags"] = tags
            }
        }
    }

    fun json(): Fields =
        Fields().also {
            it["Type"] = type
            if (present(dependsOn)) it["DependsOn"] = dependsOn
            it.update(attributes)
            it["Properties"] = properties
        }

    companion object {
        private val LOGICAL_ID = Regex("[A-Za-z0-9]+")
        private val KEPT = listOf("DeletionPolicy", "UpdatePolicy", "Condition", "UpdateReplacePolicy", "Metadata")
        private val PASSED_ON = listOf("Condition", "DeletionPolicy", "UpdateReplacePolicy")
        private val ARN_IS_REF =
            setOf(
                "AWS::SNS::Topic",
                "AWS::Lambda::Alias",
                "AWS::StepFunctions::StateMachine",
                "AWS::StepFunctions::StateMachineAlias",
                "AWS::StepFunctions::StateMachineVersion",
            )
        private val TAGGED =
            setOf(
                "AWS::Lambda::Function",
                "AWS::Lambda::CapacityProvider",
                "AWS::IAM::Role",
                "AWS::SQS::Queue",
                "AWS::SNS::Topic",
                "AWS::S3::Bucket",
                "AWS::DynamoDB::Table",
                "AWS::IoT::TopicRule",
                "AWS::StepFunctions::StateMachine",
                "AWS::ApiGateway::RestApi",
                "AWS::ApiGateway::Stage",
                "AWS::ApiGateway::DomainName",
                "AWS::ApiGateway::DomainNameV2",
                "AWS::ApiGateway::DomainNameAccessAssociation",
                "AWS::ApiGateway::UsagePlan",
                "AWS::ApiGateway::ApiKey",
            )
        private val TAGGED_BY_MAP =
            setOf("AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::Stage", "AWS::ApiGatewayV2::DomainName")

        fun attributesOf(resource: Fields): Fields = Fields().also { all ->
            KEPT.forEach {
                if (it in
                    resource
                ) {
                    all[it] = resource[it]
                }
            }
        }

        fun passedOn(attributes: Fields): Fields = Fields().also { some ->
            PASSED_ON.forEach {
                if (it in
                    attributes
                ) {
                    some[it] = attributes[it]
                }
            }
        }

        /** A resource of the template, as it now is there. */
        fun from(
            id: String,
            resource: Fields,
        ): Made =
            Made(resource["Type"] as String, id, attributesOf(resource), resource["DependsOn"]).also { made ->
                resource.fields("Properties")?.forEach { (name, value) -> made[name] = value }
            }
    }
}

/** A resource of the template whose type is SAM's. */
internal class SamResource(
    val id: String,
    val type: String,
    resource: Fields,
) {
    val attributes: Fields = Made.attributesOf(resource)
    val dependsOn: Any? = resource["DependsOn"]
    val properties: Fields = (resource.fields("Properties") ?: Fields()).shallow()

    val passedOn: Fields get() = Made.passedOn(attributes)

    operator fun get(name: String): Any? = properties[name]

    /** One of [type] that belongs to this one. */
    fun part(
        type: String,
        id: String,
        dependsOn: Any? = null,
    ): Made = Made(type, id, passedOn, dependsOn)

    /** One of [type] that stands for this one. */
    fun main(
        type: String,
        id: String = this.id,
    ): Made = Made(type, id, attributes, dependsOn)
}
