package io.mockaws.services.cloudformation.sam

/** Events that a function polls for: queues, streams, brokers and databases, by an event source mapping. */
internal class PollEvents(
    private val event: Event,
    private val function: Made,
    private val role: Made,
) {
    private val sam = event.sam
    private val type = event.type

    fun make(): List<Made> {
        val mapping = Made("AWS::Lambda::EventSourceMapping", event.id, function.passedOn())
        mapping["FunctionName"] = ref(function.id)
        mapping["EventSourceArn"] = SOURCES[type]?.let { event[it] }
        SAME.forEach { mapping[it] = event[it] }
        filter()
        if (present(event["KafkaBootstrapServers"])) {
            mapping["SelfManagedEventSource"] =
                fieldsOf("Endpoints" to fieldsOf("KafkaBootstrapServers" to event["KafkaBootstrapServers"]))
        }
        kafka(mapping)
        val destination = destination()
        if (present(event["DestinationConfig"])) mapping["DestinationConfig"] = event["DestinationConfig"]
        if (type == "DocumentDB") {
            mapping["DocumentDBEventSourceConfig"] =
                fieldsOf("DatabaseName" to event["DatabaseName"]).also { made ->
                    listOf("CollectionName", "FullDocument").forEach { if (present(event[it])) made[it] = event[it] }
                }
        }
        permit(destination)
        return listOf(mapping)
    }

    private fun filter() {
        val given = event.fields("FilterCriteria")
        if (!present(given) || isIntrinsic(given)) return
        if (given!!.keys != setOf("Filters")) event.refuse("FilterCriteria field has a wrong format")
    }

    private fun kafka(mapping: Made) {
        val property =
            when (type) {
                "MSK" -> "AmazonManagedKafkaEventSourceConfig"

                "SelfManagedKafka" -> "SelfManagedKafkaEventSourceConfig"

                else -> {
                    if (present(event["ConsumerGroupId"])) {
                        wrongEvent(event.id, "Property ConsumerGroupId not defined for resource of type $type.")
                    }
                    return
                }
            }
        val made = Fields()
        listOf("ConsumerGroupId", "SchemaRegistryConfig").forEach { if (present(event[it])) made[it] = event[it] }
        if (made.isNotEmpty()) mapping[property] = made
    }

    private fun destination(): Fields? {
        val given = event.fields("DestinationConfig")
        if (!present(given)) return null
        val failure = Expect(given!!["OnFailure"], event.id, "DestinationConfig.OnFailure", event = true).map()
        val destinationType = failure["Type"]
        if (!present(destinationType)) return null
        failure.remove("Type")
        val target = failure["Destination"]
        return when (destinationType) {
            "SQS" -> Roles.sendMessage(target, event.id)
            "SNS" -> Roles.publish(target, event.id)
            "S3" -> Roles.putObject(target, event.id)
            "Kafka" -> null
            else -> wrongEvent(event.id, "The only valid values for 'Type' are 'SQS', 'SNS', 'S3', and 'Kafka'")
        }
    }

    private fun permit(destination: Fields?) {
        MANAGED[type]?.let { name ->
            val arns = role["ManagedPolicyArns"].asItems()!!
            sam.managedPolicy("service-role/$name").let { if (it !in arns) arns += it }
        }
        listOfNotNull(PollPolicies(event).policy(), destination).forEach { policy ->
            val all = role["Policies"].asItems() ?: mutableListOf<Any?>().also { role["Policies"] = it }
            if (all.none { (it as? Fields)?.get("PolicyDocument") == policy["PolicyDocument"] }) all += policy
        }
    }

    private companion object {
        val SOURCES =
            mapOf(
                "Kinesis" to "Stream",
                "DynamoDB" to "Stream",
                "SQS" to "Queue",
                "MSK" to "Stream",
                "MQ" to "Broker",
                "DocumentDB" to "Cluster"
            )
        val MANAGED =
            mapOf(
                "Kinesis" to "AWSLambdaKinesisExecutionRole",
                "DynamoDB" to "AWSLambdaDynamoDBExecutionRole",
                "SQS" to "AWSLambdaSQSQueueExecutionRole",
                "MSK" to "AWSLambdaMSKExecutionRole",
            )
        val SAME =
            listOf(
                "StartingPosition",
                "StartingPositionTimestamp",
                "BatchSize",
                "Enabled",
                "MaximumBatchingWindowInSeconds",
                "MaximumRetryAttempts",
                "BisectBatchOnFunctionError",
                "MaximumRecordAgeInSeconds",
                "ParallelizationFactor",
                "Topics",
                "Queues",
                "SourceAccessConfigurations",
                "TumblingWindowInSeconds",
                "FunctionResponseTypes",
                "FilterCriteria",
                "KmsKeyArn",
                "ScalingConfig",
                "ProvisionedPollerConfig",
                "MetricsConfig",
                "LoggingConfig",
            )
    }
}
