package io.mockaws.services.cloudformation.sam

/** What the properties of a function must not say together. */
internal class FunctionChecks(
    private val resource: SamResource,
) {
    private val id = resource.id

    fun run() {
        together()
        deadLetterQueue()
        tenancy()
    }

    private fun together() {
        val complaints = mutableListOf<String>()
        fun exclude(other: String) {
            if (given(CAPACITY) && given(other)) complaints += "Cannot specify '$CAPACITY' and '$other' together."
        }
        exclude("ProvisionedConcurrencyConfig")
        exclude("VpcConfig")
        listOf(
            "FunctionScalingConfig" to CAPACITY,
            "VersionDeletionPolicy" to "AutoPublishAlias"
        ).forEach { (one, other) ->
            if (given(one) && !given(other)) complaints += "'$one' requires '$other'."
        }
        if (complaints.isNotEmpty()) wrongResource(id, complaints.joinToString("\n"))
    }

    private fun given(name: String) = resource[name] != null

    private fun deadLetterQueue() {
        val given = resource["DeadLetterQueue"] as? Fields
        if (!present(given)) return
        val type = given!!["Type"]
        if (!present(type) || !present(given["TargetArn"])) {
            wrongResource(id, "'DeadLetterQueue' requires Type and TargetArn properties to be specified.")
        }
        val name = Expect(type, id, "DeadLetterQueue.Type").string()
        if (name !in
            DLQ_ACTIONS
        ) {
            wrongResource(id, "'DeadLetterQueue' requires Type of ${Text.python(DLQ_ACTIONS.keys.toList())}")
        }
    }

    private fun tenancy() {
        if (!present(resource["TenancyConfig"])) return
        val end = "is not supported for functions enabled with tenancy configuration."
        listOf(
            "ProvisionedConcurrencyConfig" to "Provisioned concurrency",
            "FunctionUrlConfig" to "Function URL",
            "SnapStart" to "SnapStart"
        )
            .forEach { (property, name) -> if (present(resource[property])) wrongResource(id, "$name $end") }
        (resource["Events"] as? Fields)?.values?.forEach { event ->
            val type = (event as Fields)["Type"]
            if (type != "Api" && type != "HttpApi") {
                wrongResource(
                    id,
                    "Event source '${Text.shown(type)}' $end Only Api and HttpApi event sources are supported."
                )
            }
        }
    }

    companion object {
        private const val CAPACITY = "CapacityProviderConfig"

        /** What a function needs for its dead letter queue, by the type of the queue. */
        val DLQ_ACTIONS: Map<String, String> = linkedMapOf("SQS" to "sqs:SendMessage", "SNS" to "sns:Publish")
    }
}
