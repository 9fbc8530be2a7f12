package io.mockaws.services.cloudformation.sam

/**
 * Property `EventInvokeConfig`: where results of asynchronous calls go. A queue or a topic that is not given is made.
 *
 * @property policies what the role of the function needs for it
 */
internal class Destinations(
    private val sam: Sam,
    private val resource: SamResource,
    private val alias: Made?,
) {
    private val id = resource.id
    private val configId = "${id}EventInvokeConfig"
    val policies = mutableListOf<Fields>()

    fun make(): List<Made> {
        val given = resource["EventInvokeConfig"] as? Fields
        if (!present(given)) return emptyList()
        val resolved = sam.values.resolve(given) as Fields
        val config = resource.main("AWS::Lambda::EventInvokeConfig", configId)
        config.dependsOn = alias?.let { itemsOf(it.id) }
        val made = mutableListOf<Made>()
        val destinations = Fields()
        val inputs = resolved["DestinationConfig"]
        if (present(inputs)) {
            val fields = Expect(inputs, id, "EventInvokeConfig.DestinationConfig").map()
            listOf("OnSuccess", "OnFailure").forEach { name ->
                val input = Expect(
                    fields[name] ?: return@forEach,
                    id,
                    "EventInvokeConfig.DestinationConfig.$name"
                ).map()
                val (target, destination) = destination(input, name)
                made += listOfNotNull(target)
                destinations[name] = fieldsOf("Destination" to destination)
                input["Destination"] = destination
            }
        }
        config["FunctionName"] = ref(id)
        config["Qualifier"] = alias?.get("Name") ?: "\$LATEST"
        config["DestinationConfig"] = destinations
        config["MaximumEventAgeInSeconds"] = resolved["MaximumEventAgeInSeconds"]
        config["MaximumRetryAttempts"] = resolved["MaximumRetryAttempts"]
        return made + config
    }

    /** What is made for [input], if anything, and what the destination then is. */
    private fun destination(
        input: Fields,
        event: String,
    ): Pair<Made?, Any?> {
        val type = input["Type"]
        if (type !in TYPES) wrongResource(id, "'Type: ${Text.shown(type)}' must be one of ${Text.python(TYPES)}")
        val given = input["Destination"]
        val targetId = configId + event
        val (condition, other) = conditionOf(given)
        if (given != null && condition == null) {
            policies += policy(type, given, targetId)
            return null to given
        }
        if (type != "SQS" && type != "SNS") wrongResource(id, "Destination is required if Type is not ['SQS', 'SNS']")
        val target =
            if (type ==
                "SQS"
            ) {
                resource.part("AWS::SQS::Queue", targetId + "Queue")
            } else {
                resource.part(
                    "AWS::SNS::Topic",
                    targetId + "Topic"
                )
            }
        both(condition)?.let { target.attributes["Condition"] = it }
        val destination = if (condition == null) target.arn else conditional(condition, target.arn, other)
        policies += policy(type, destination, targetId)
        return target to destination
    }

    /** When something has to be made for [given], and what it is otherwise; a new condition comes into the template. */
    private fun conditionOf(given: Any?): Pair<String?, Any?> {
        if (!isIf(given)) return null to null
        val (name, yes, no) = branchesOf(given)
            ?: wrongResource(configId, "Malformed 'Destination' property: $IF_COMPLAINT.")
        return when {
            isNoValue(yes) && isNoValue(no) -> null to null

            isNoValue(yes) -> name as String to no

            isNoValue(no) -> {
                val not = named("NOT$name", configId)
                sam.conditions[not] = notCondition(name)
                not to yes
            }

            else -> null to null
        }
    }

    private fun both(condition: String?): Any? {
        val own = resource.passedOn["Condition"] as String? ?: return condition
        if (condition == null) return own
        return named("${own}AND$condition", id).also { sam.conditions[it] = allConditions(listOf(own, condition)) }
    }

    private fun named(
        name: String,
        data: String,
    ) = (name + Text.idHash(data)).take(LONGEST)

    private fun policy(
        type: Any?,
        destination: Any?,
        name: String,
    ): Fields =
        when (type) {
            "SQS" -> Roles.sendMessage(destination, name)
            "SNS" -> Roles.publish(destination, name)
            "EventBridge" -> Roles.putEvents(destination, name)
            "Lambda" -> Roles.invoke(destination, name)
            else -> Roles.putObject(destination, name)
        }

    private companion object {
        val TYPES = listOf("SQS", "SNS", "EventBridge", "Lambda", "S3Bucket")
        const val LONGEST = 255
    }
}
