package io.mockaws.services.cloudformation.sam

/** The source or the destination of a connector: a resource of the template, or what the connector says of another. */
internal class ConnectorEnd(
    val id: String?,
    val type: String,
    val arn: Any?,
    val roleName: Any?,
    val queueUrl: Any?,
    private val resourceId: Any?,
    private val name: Any?,
    private val qualifier: Any?,
) {
    fun values(): Map<String, Any?> = linkedMapOf(
        "Arn" to arn,
        "ResourceId" to resourceId,
        "Name" to name,
        "Qualifier" to qualifier
    )

    companion object {
        private val SAM_TYPES =
            mapOf(
                "AWS::Serverless::Function" to "AWS::Lambda::Function",
                "AWS::Serverless::StateMachine" to "AWS::StepFunctions::StateMachine",
                "AWS::Serverless::Api" to "AWS::ApiGateway::RestApi",
                "AWS::Serverless::HttpApi" to "AWS::ApiGatewayV2::Api",
                "AWS::Serverless::SimpleTable" to "AWS::DynamoDB::Table",
            )

        fun of(
            sam: Sam,
            connector: String,
            given: Fields,
            other: Fields,
        ): ConnectorEnd {
            fun refuse(message: String): Nothing = wrongResource(connector, message)
            if (("Id" in given) == given.keys.any { it != "Id" && it != "Qualifier" }) {
                refuse("Must provide 'Id' (with optional 'Qualifier') or a supported combination of other properties.")
            }
            val id = given["Id"]
            if (!present(id)) {
                val type = given.text("Type").takeUnless { it.isNullOrEmpty() }
                    ?: refuse("'Type' is missing or not a string.")
                return ConnectorEnd(
                    null,
                    SAM_TYPES[type] ?: type,
                    given["Arn"],
                    given["RoleName"],
                    given["QueueUrl"],
                    given["ResourceId"],
                    given["Name"],
                    given["Qualifier"],
                )
            }
            if (id !is String) refuse("'Id' is missing or not a string.")
            val resource = sam.resultResources.fields(id).takeIf(::present)
                ?: refuse("Unable to find resource with logical ID '$id'.")
            val type = resource.text("Type").takeUnless { it.isNullOrEmpty() }
                ?: refuse("'Type' is missing or not a string.")
            val known =
                SamData.connectors.fields("CfnResourceProperties")!!.fields(type)?.let {
                    ConnectorVariables(mapOf("logicalId" to id)) { message -> refuse(message) }.fill(it) as Fields
                } ?: Fields()
            val outputs = known.fields("Outputs") ?: Fields()
            val properties = resource.fields("Properties") ?: Fields()
            val role = referredId(role(known.fields("Inputs")?.get("Role"), properties, other))
            return ConnectorEnd(
                id,
                type,
                outputs["Arn"],
                role?.let { ref(it) },
                outputs["Url"],
                outputs["Id"],
                outputs["Name"],
                if ("Qualifier" in given) given["Qualifier"] else outputs["Qualifier"],
            )
        }

        private fun role(
            property: Any?,
            properties: Fields,
            other: Fields,
        ): Any? {
            if (property is String) return properties[property]
            if (property == null) return null
            return properties
                .items("Targets")
                .orEmpty()
                .filterIsInstance<Fields>()
                .firstOrNull {
                    val id = referredId(it["Arn"])
                    (id != null && id == other["Id"]) || (present(other["Arn"]) && it["Arn"] == other["Arn"])
                }?.get("RoleArn")
        }
    }
}

/** Puts values in the place of `%{Source.Arn}` and the like: as they are where one stands alone, else by Fn::Sub. */
internal class ConnectorVariables(
    private val values: Map<String, Any?>,
    private val refuse: (String) -> Nothing,
) {
    fun fill(value: Any?): Any? =
        when (value) {
            is Fields -> Fields().also { made -> value.forEach { (key, part) -> made[key] = fill(part) } }
            is List<*> -> value.mapTo(mutableListOf()) { fill(it) }
            is String -> text(value)
            else -> value
        }

    private fun text(given: String): Any? {
        var text = given
        val used = Fields()
        values.forEach { (name, value) ->
            val variable = "%{$name}"
            if (variable !in text) return@forEach
            if (value == null) refuse("$name is missing.")
            if (variable == text) return value
            val plain = name.filter { it.isLetterOrDigit() }
            text = text.replace(variable, "\${$plain}")
            used[plain] = value
        }
        return if ("\${" in text) sub(text, used) else text
    }
}
