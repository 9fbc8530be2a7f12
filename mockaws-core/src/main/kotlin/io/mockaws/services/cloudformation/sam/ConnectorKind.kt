package io.mockaws.services.cloudformation.sam

/**
 * `AWS::Serverless::Connector`: what one resource needs to read or write another. Which can be connected, and what
 * that takes,
 * is in `connectors.json`.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-connector.html
 */
internal class ConnectorKind(
    private val sam: Sam,
    private val resource: SamResource,
) {
    private val id = resource.id
    private val permissions = (resource["Permissions"] as? List<*>).orEmpty().filterIsInstance<String>().distinct()

    fun make(): List<Made> {
        val source = resource["Source"] as Fields
        val given = resource["Destination"]
        val destinations = given as? List<*> ?: listOf(given)
        val made =
            destinations.flatMapIndexed { index, one ->
                val destination = one as Fields
                val to = ConnectorEnd.of(sam, id, destination, source)
                val from = ConnectorEnd.of(sam, id, source, destination)
                connect(from, to, if (given is List<*>) "Destination$index" else "").onEach { describe(it, from, to) }
            }
        waiting(made.map { it.id })
        if (made.isEmpty()) wrongResource(id, "'Destination' is an empty list")
        return made
    }

    private fun connect(
        from: ConnectorEnd,
        to: ConnectorEnd,
        suffix: String,
    ): List<Made> {
        val profile =
            SamData.connectors.fields("Permissions")!!.fields(from.type)?.fields(to.type)
                ?: wrongResource(
                    id,
                    "Unable to create connector from ${from.type} to ${to.type}; it's not supported or the " +
                        "template is invalid.",
                )
        val properties = profile.fields("Properties")!!
        check(properties, from, to)
        val values =
            from.values().mapKeys { "Source.${it.key}" } + to.values().mapKeys { "Destination.${it.key}" }
        val filled = ConnectorVariables(values) { wrongResource(id, it) }.fill(properties) as Fields
        val isSource = filled["SourcePolicy"] == true
        val owner = if (isSource) from else to
        val side = if (isSource) "Source" else "Destination"
        return when (profile["Type"]) {
            "AWS_IAM_ROLE_MANAGED_POLICY" -> listOf(rolePolicy(filled, from, to, owner, side, suffix))

            "AWS_SQS_QUEUE_POLICY" ->
                listOf(
                    policy("AWS::SQS::QueuePolicy", "QueuePolicy$suffix", filled).also {
                        it["Queues"] = itemsOf(owner.queueUrl ?: unable("SQS queue URL", side))
                    },
                )

            "AWS_SNS_TOPIC_POLICY" ->
                listOf(
                    policy("AWS::SNS::TopicPolicy", "TopicPolicy$suffix", filled).also {
                        it["Topics"] = itemsOf(owner.arn ?: unable("SNS topic ARN", side))
                    },
                )

            else -> calls(filled, owner.arn ?: unable("Lambda function ARN", side), suffix)
        }
    }

    private fun unable(
        what: String,
        side: String,
    ): Nothing = wrongResource(id, "Unable to get $what from '$side' resource.")

    private fun check(
        properties: Fields,
        from: ConnectorEnd,
        to: ConnectorEnd,
    ) {
        val known = properties.fields("AccessCategories")!!.keys
        if (permissions.isEmpty()) {
            wrongResource(
                id,
                "'Permissions' cannot be empty; valid values are: ${known.joinToString(", ")}."
            )
        }
        val start = "Unsupported 'Permissions' provided for connector from ${from.type} to ${to.type}; valid"
        if (!known.containsAll(permissions)) wrongResource(id, "$start values are: ${known.joinToString(", ")}.")
        val together =
            properties.items("ValidAccessCategories")?.map { (it as List<*>).map(Any?::toString).sorted() } ?: return
        if (permissions.sorted() !in together) {
            wrongResource(id, "$start combinations are: ${together.joinToString(", ") { it.joinToString(" + ") }}.")
        }
    }

    private fun chosen(properties: Fields): Map<String, Fields> =
        properties.fields("AccessCategories")!!.filterKeys { it in permissions }.mapValues { it.value as Fields }

    private fun policy(
        type: String,
        suffix: String,
        properties: Fields,
    ): Made {
        val statements = chosen(properties).values.flatMap { it.items("Statement")!! }
        return resource.main(type, id + suffix).also {
            it["PolicyDocument"] = fieldsOf("Version" to "2012-10-17", "Statement" to statements.toMutableList())
        }
    }

    private fun rolePolicy(
        properties: Fields,
        from: ConnectorEnd,
        to: ConnectorEnd,
        owner: ConnectorEnd,
        side: String,
        suffix: String,
    ): Made {
        val role = owner.roleName ?: unable("IAM role name", side)
        val policy = policy("AWS::IAM::ManagedPolicy", "Policy$suffix", properties)
        policy["Roles"] = itemsOf(role)
        when (properties["DependedBy"]) {
            "DESTINATION_EVENT_SOURCE_MAPPING" -> mappings(from.id, to.id).singleOrNull()?.let { wait(it, policy.id) }
            "SOURCE" -> from.id?.let { sam.resultResources.fields(it) }?.let { wait(it, policy.id) }
        }
        return policy
    }

    private fun mappings(
        source: String?,
        function: String?,
    ): List<Fields> {
        if (source == null || function == null) return emptyList()
        return sam.resultResources.values.filterIsInstance<Fields>().filter {
            val properties = it.fields("Properties")
            it["Type"] == "AWS::Lambda::EventSourceMapping" &&
                referredId(properties?.get("FunctionName")) == function &&
                referredId(properties?.get("EventSourceArn")) == source
        }
    }

    private fun wait(
        waiting: Fields,
        policy: String,
    ) {
        val there = waiting["DependsOn"].let { it as? List<*> ?: listOfNotNull(it) }
        waiting["DependsOn"] = (there + policy).distinct().toMutableList()
    }

    /** Who waits for the connector waits for what is made of it. */
    private fun waiting(made: List<String>) =
        sam.resultResources.values.filterIsInstance<Fields>().forEach { other ->
            val there = other["DependsOn"].let { it as? List<*> ?: listOfNotNull(it) }
            if (id in there) other["DependsOn"] = (there - id + made).distinct().toMutableList()
        }

    private fun calls(
        properties: Fields,
        function: Any,
        suffix: String,
    ): List<Made> =
        chosen(properties).map { (name, given) ->
            resource.main("AWS::Lambda::Permission", "$id${name}LambdaPermission$suffix").also {
                it["Action"] = given["Action"]
                it["FunctionName"] = function
                it["Principal"] = given["Principal"]
                it["SourceArn"] = given["SourceArn"]
                it["SourceAccount"] = given["SourceAccount"]
            }
        }

    private fun describe(
        made: Made,
        from: ConnectorEnd,
        to: ConnectorEnd,
    ) {
        fun typeOf(end: ConnectorEnd) =
            sam.resources.fields(end.id.orEmpty())?.get("Type").takeIf(::present) ?: end.type
        val ends = fieldsOf(
            "Source" to fieldsOf("Type" to typeOf(from)),
            "Destination" to fieldsOf("Type" to typeOf(to))
        )
        val own = (made.attributes["Metadata"] as? Fields)?.shallow() ?: Fields()
        own["aws:sam:connectors"] = fieldsOf(id to ends)
        made.attributes["Metadata"] = own
    }
}
