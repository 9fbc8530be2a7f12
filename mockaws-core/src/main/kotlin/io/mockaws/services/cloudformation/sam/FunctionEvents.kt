package io.mockaws.services.cloudformation.sam

/** An event of a function or of a state machine, as it stands in the template. */
internal class Event(
    val sam: Sam,
    val owner: String,
    val name: String,
    val type: String,
    val properties: Fields,
) {
    val id = owner + name

    operator fun get(property: String): Any? = properties[property]

    fun text(property: String): String? = properties.text(property)

    fun fields(property: String): Fields? = properties.fields(property)

    fun refuse(message: String): Nothing = wrongEvent(name, message)

    fun expect(
        property: String,
        path: String = property,
    ) = Expect(properties[property], name, path, event = true)

    companion object {
        /** Reads event [name] of [owner]; its type is looked up with [prefix] before it. */
        fun read(
            sam: Sam,
            owner: String,
            name: String,
            given: Any?,
            prefix: String = "",
        ): Event {
            val fields = given as? Fields
            if (given == null) wrongEvent(name, "'NoneType' object has no attribute 'get'")
            val type = fields?.get("Type")
            if (type !is String || !Properties.isKnown(prefix + type) || type.startsWith("AWS::") || '.' in type) {
                wrongEvent(
                    name,
                    "Resource dict has missing or invalid value for key Type. Event Type is: ${Text.shown(type)}."
                )
            }
            val id = owner + name
            Made("", id)
            if ("Properties" in fields &&
                fields["Properties"] !is Fields
            ) {
                wrongResource(id, "Properties of a resource must be an object.")
            }
            val properties = fields.fields("Properties") ?: Fields()
            Properties.check(prefix + type, id, type, properties)
            return Event(sam, owner, name, type, properties.shallow())
        }
    }
}

/** The resource of the template that an event is about: an API, a bucket, a user pool. */
internal class Link(
    val id: String,
    val resource: Fields,
    val stage: String? = null,
)

/** Property `Events` of a function. */
internal class FunctionEvents(
    private val sam: Sam,
    private val resource: SamResource,
) {
    private val events = resource["Events"] as? Fields ?: Fields()

    private fun read(name: String) = Event.read(sam, resource.id, name, events[name])

    fun links(): Map<String, Link?> = events.ordered().associateWith { name -> link(read(name)) }

    private fun link(event: Event): Link? =
        when (event.type) {
            "Api" -> RestEvents.link(event)

            "HttpApi" -> {
                val api = ImplicitApi.idOf(event["ApiId"]) as? String
                sam.resources.fields(api.orEmpty())?.let { Link(api!!, it) }
            }

            "S3" ->
                inTemplate(
                    event["Bucket"],
                    "S3 events must reference an S3 bucket in the same template.",
                    event,
                    "'Ref' value in S3 events is not a valid string.",
                )

            "Cognito" ->
                inTemplate(
                    event["UserPool"],
                    "Cognito events must reference a Cognito UserPool in the same template.",
                    event,
                    "Ref in Userpool is not a string.",
                )

            else -> null
        }

    private fun inTemplate(
        value: Any?,
        missing: String,
        event: Event,
        noString: String,
    ): Link {
        val ref = (value as? Fields)?.get("Ref") ?: event.refuse(missing)
        val id = ref as? String ?: wrongEvent(if (event.type == "Cognito") event.id else event.name, noString)
        return Link(id, sam.resources.fields(id) ?: event.refuse(missing))
    }

    fun make(
        function: Made,
        role: Made,
        links: Map<String, Link?>,
    ): List<Made> {
        val sorted = events.ordered().sortedBy { name ->
            (events.fields(name)?.fields("Properties")?.get("Path") as? String)
                ?: name
        }
        return sorted.flatMap { make(read(it), function, role, links[it]) }
    }

    private fun make(
        event: Event,
        function: Made,
        role: Made,
        link: Link?,
    ): List<Made> =
        when (event.type) {
            "Api" -> RestEvents(event, function, link!!).make()

            "HttpApi" -> HttpEvents(event, function, link!!).make()

            "S3" -> BucketEvents(event, function, link!!).make()

            "Cognito" -> userPoolEvent(event, function, link!!)

            "SNS" -> TopicEvents(event, function, role).make()

            "Schedule", "CloudWatchEvent", "EventBridgeRule" -> RuleEvents(event, function, "LambdaTarget").make()

            "ScheduleV2" -> ScheduleV2(event, function) { Roles.invoke(function.arn, event.id) }.make()

            "AlexaSkill" -> listOf(
                permission(event, function, "alexa-appkit.amazon.com").also {
                    it["EventSourceToken"] =
                        event["SkillId"]
                }
            )

            "IoTRule" -> iotRule(event, function)

            "CloudWatchLogs" -> logs(event, function)

            else -> PollEvents(event, function, role).make()
        }

    private fun iotRule(
        event: Event,
        function: Made,
    ): List<Made> {
        val permission = permission(event, function, "iot.amazonaws.com")
        permission["SourceArn"] = sub(sam.arn("iot", "rule/\${RuleName}"), fieldsOf("RuleName" to ref(event.id)))
        permission["SourceAccount"] = sub("\${AWS::AccountId}")
        val rule = Made("AWS::IoT::TopicRule", event.id, function.passedOn())
        val payload =
            fieldsOf(
                "Sql" to event["Sql"],
                "RuleDisabled" to false,
                "Actions" to itemsOf(fieldsOf("Lambda" to fieldsOf("FunctionArn" to function.arn))),
            )
        if (present(event["AwsIotSqlVersion"])) payload["AwsIotSqlVersion"] = event["AwsIotSqlVersion"]
        rule["TopicRulePayload"] = payload
        return listOf(permission, rule)
    }

    private fun logs(
        event: Event,
        function: Made,
    ): List<Made> {
        val permission = permission(event, function, "logs.amazonaws.com")
        val group = event["LogGroupName"]
        permission["SourceArn"] =
            sub(sam.arn("logs", "log-group:\${__LogGroupName__}:*"), fieldsOf("__LogGroupName__" to group))
        val filter = Made("AWS::Logs::SubscriptionFilter", event.id, function.passedOn(), itemsOf(permission.id))
        filter["LogGroupName"] = group
        filter["FilterPattern"] = event["FilterPattern"]
        filter["DestinationArn"] = function.arn
        return listOf(permission, filter)
    }
}

/** The permission of [principal] to call [function] because of [event]. */
internal fun permission(
    event: Event,
    function: Made,
    principal: String,
    suffix: String = "",
    prefix: String = event.id,
): Made {
    val isPlain = suffix.isNotEmpty() && suffix.all { it.isLetterOrDigit() }
    val id = prefix + "Permission" + if (isPlain) suffix else Text.idHash(suffix)
    return Made("AWS::Lambda::Permission", id, function.passedOn()).also {
        it["Action"] = "lambda:InvokeFunction"
        it["FunctionName"] = ref(function.id)
        it["Principal"] = principal
    }
}
