package io.mockaws.services.cloudformation.sam

/** Events of a bucket, which gets a configuration of its notifications. */
internal class BucketEvents(
    private val event: Event,
    private val function: Made,
    private val link: Link,
) {
    private val bucket = link.resource

    fun make(): List<Made> {
        val permission = permission(event, function, "s3.amazonaws.com")
        permission["SourceAccount"] = ref("AWS::AccountId")
        val condition = permission.attributes["Condition"]
        if (condition != null) waitByTag(permission, condition) else wait(permission)
        configure()
        return listOf(permission, Made.from(link.id, bucket))
    }

    private fun wait(permission: Made) {
        val given = bucket.getOrDefault("DependsOn", emptyList<Any?>()).let { if (it is String) listOf(it) else it }
        if (given !is List<*> || given.any { it is Fields || it is List<*> }) {
            wrongResource(event.id, "Invalid type for field 'DependsOn'. Expected a string or list of strings.")
        }
        bucket["DependsOn"] = (given + permission.id).distinct().toMutableList()
    }

    /** A bucket cannot wait for what may not be there; a tag with a condition can. */
    private fun waitByTag(
        permission: Made,
        condition: Any,
    ) {
        val properties = bucket.fields("Properties") ?: Fields().also { bucket["Properties"] = it }
        val tags = Expect(properties["Tags"] ?: mutableListOf<Any?>(), link.id, "Tags").list()
        val tag =
            fieldsOf(
                "Key" to "sam:ConditionalDependsOn:${permission.id}",
                "Value" to conditional(condition, ref(permission.id), "no dependency"),
            )
        properties["Tags"] = (tags + tag).toMutableList()
    }

    private fun configure() {
        val properties = Expect(
            bucket.getOrDefault("Properties", Fields()),
            link.id,
            ""
        ).map("Properties should be a map.")
        bucket["Properties"] = properties
        val all =
            properties["NotificationConfiguration"] ?: Fields().also { properties["NotificationConfiguration"] = it }
        val configuration = Expect(all, link.id, "NotificationConfiguration").map()
        val there =
            configuration["LambdaConfigurations"]
                ?: mutableListOf<Any?>().also { configuration["LambdaConfigurations"] = it }
        val notifications =
            there.asItems() ?: wrongResource(link.id, "Invalid type for LambdaConfigurations. Must be a list.")
        val types = event["Events"].let { it as? List<*> ?: listOf(it) }
        types.forEach { type ->
            val notification = fieldsOf("Function" to function.arn)
            event["Filter"]?.let { notification["Filter"] = it }
            notification["Event"] = type
            val condition = function.attributes["Condition"]
            val entry = if (condition == null) notification else conditional(condition, notification)
            if (entry !in notifications) notifications += entry
        }
    }
}

/** The event of a user pool, which gets the function as its trigger. */
internal fun userPoolEvent(
    event: Event,
    function: Made,
    link: Link,
): List<Made> {
    val permission = permission(event, function, "cognito-idp.amazonaws.com", prefix = function.id + "Cognito")
    permission["SourceArn"] = getAtt(link.id, "Arn")
    val properties = link.resource.fields("Properties") ?: Fields().also { link.resource["Properties"] = it }
    val all = properties["LambdaConfig"] ?: Fields().also { properties["LambdaConfig"] = it }
    val triggers = Expect(all, link.id, "LambdaConfig").map()
    event["Trigger"].let { it as? List<*> ?: listOf(it) }.forEach { trigger ->
        if (trigger as String in
            triggers
        ) {
            event.refuse("Cognito trigger \"${Text.shown(event["Trigger"])}\" defined multiple times.")
        }
        triggers[trigger] = function.arn
    }
    return listOf(permission, Made.from(link.id, link.resource))
}

/** Events of a topic, straight to the function or through a queue. */
internal class TopicEvents(
    private val event: Event,
    private val function: Made,
    private val role: Made,
) {
    fun make(): List<Made> {
        val through = event["SqsSubscription"]
        if (!present(through)) {
            val permission = permission(event, function, "sns.amazonaws.com").also { it["SourceArn"] = event["Topic"] }
            return listOf(permission, subscription("lambda", function.arn))
        }
        if (through == true) {
            val queue = Made("AWS::SQS::Queue", event.id + "Queue", function.passedOn())
            isFifo().let { if (present(it)) queue["FifoQueue"] = it }
            val policy = policy(event.id + "QueuePolicy", queue.arn, ref(queue.id))
            return listOf(mapping(queue.arn, null), queue, policy, subscription("sqs", queue.arn))
        }
        val given = event.expect("SqsSubscription").map()
        val arn = given["QueueArn"]
        if (!present(arn) || !present(given["QueueUrl"])) event.refuse("No QueueARN or QueueURL provided.")
        val policyId = given["QueuePolicyLogicalId"] as? String
        val policy =
            policy(policyId.takeUnless { it.isNullOrEmpty() } ?: (event.id + "QueuePolicy"), arn, given["QueueUrl"])
        return listOf(mapping(arn, given["BatchSize"]), policy, subscription("sqs", arn))
    }

    private fun isFifo(): Any? {
        val topic = event.sam.resources.fields(referredId(event["Topic"]).orEmpty())
        return event.sam.values.resolve(topic?.fields("Properties")?.get("FifoTopic"))
    }

    private fun subscription(
        protocol: String,
        endpoint: Any?,
    ): Made {
        val subscription = Made("AWS::SNS::Subscription", event.id, function.passedOn())
        subscription["Protocol"] = protocol
        subscription["Endpoint"] = endpoint
        subscription["TopicArn"] = event["Topic"]
        listOf("Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy").forEach { subscription[it] = event[it] }
        return subscription
    }

    private fun policy(
        id: String,
        arn: Any?,
        url: Any?,
    ): Made {
        val policy = Made("AWS::SQS::QueuePolicy", id, function.passedOn())
        policy["PolicyDocument"] = DeadLetters.sendPolicy(arn, "*", event["Topic"])
        policy["Queues"] = itemsOf(url)
        return policy
    }

    private fun mapping(
        queue: Any?,
        batch: Any?,
    ): Made {
        val properties = fieldsOf(
            "Queue" to queue,
            "BatchSize" to (batch.takeIf(::present) ?: number(DEFAULT_BATCH)),
            "Enabled" to true
        )
        val poll = Event(event.sam, event.owner, event.name + "EventSourceMapping", "SQS", properties)
        return PollEvents(poll, function, role).make().single()
    }

    private companion object {
        const val DEFAULT_BATCH = 10
    }
}
